using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Daybook.Errors;

namespace Daybook.Runs;

/// <summary>A place in the order of runs: newest first by the time of the start, then by id, project and task.</summary>
/// <param name="StartTicks">The start, UTC, in ticks; 0 where it is not known.</param>
/// <param name="RunId">The run.</param>
/// <param name="ProjectId">Its project.</param>
/// <param name="TaskId">Its task.</param>
public readonly record struct RunPosition(long StartTicks, string RunId, string ProjectId, string TaskId) : IComparable<RunPosition>
{
    private const string Kind = "r1";

    /// <summary>The place of a run.</summary>
    public static RunPosition Of(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new RunPosition(run.StartTime?.UtcTicks ?? 0, run.RunId, run.ProjectId, run.TaskId);
    }

    /// <summary>The place that a cursor names.</summary>
    /// <exception cref="InvalidInputException">The cursor is not one of a listing of runs.</exception>
    public static RunPosition Parse(string cursor)
    {
        ArgumentNullException.ThrowIfNull(cursor);
        try
        {
            string[] parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split('/');
            if (parts.Length == 5 && parts[0] == Kind
                && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long ticks))
            {
                return new RunPosition(ticks, parts[2], parts[3], parts[4]);
            }
        }
        catch (FormatException)
        {
            throw Refused();
        }

        throw Refused();
    }

    /// <summary>Compares two places: less is earlier in the listing.</summary>
    public static bool operator <(RunPosition left, RunPosition right) => left.CompareTo(right) < 0;

    /// <summary>Compares two places.</summary>
    public static bool operator >(RunPosition left, RunPosition right) => left.CompareTo(right) > 0;

    /// <summary>Compares two places.</summary>
    public static bool operator <=(RunPosition left, RunPosition right) => left.CompareTo(right) <= 0;

    /// <summary>Compares two places.</summary>
    public static bool operator >=(RunPosition left, RunPosition right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(RunPosition other)
    {
        int order = other.StartTicks.CompareTo(StartTicks);
        order = order != 0 ? order : string.CompareOrdinal(other.RunId, RunId);
        order = order != 0 ? order : string.CompareOrdinal(ProjectId, other.ProjectId);
        return order != 0 ? order : string.CompareOrdinal(TaskId, other.TaskId);
    }

    /// <summary>The cursor after which a page starts. Ids have no slash in them.</summary>
    public string Encode() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{Kind}/{StartTicks}/{RunId}/{ProjectId}/{TaskId}")));

    private static InvalidInputException Refused() => new("the cursor is not one of this listing")
    {
        Hint = "pass next_cursor exactly as the page before gave it, or leave it out to start at the first page",
    };
}
