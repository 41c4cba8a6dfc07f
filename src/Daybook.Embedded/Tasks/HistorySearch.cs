using System.Globalization;
using Daybook.Durability.FileSystem;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>
/// Finds finished tasks, the last finished first: those that the board still has and, behind them, the history, month by month from its
/// end. Holds one page and one member of a packed month at a time.
/// </summary>
internal sealed class HistorySearch
{
    /// <summary>How a cursor of a search begins.</summary>
    internal const string CursorPrefix = "h1-";

    /// <summary>The cursor of the first page, for a listing whose open tasks ended with a page.</summary>
    internal const string FirstCursor = "h1-7fffffff-0";

    private readonly IFileSystem fileSystem;
    private readonly TaskPlaces places;
    private readonly TaskMatcher matcher;
    private readonly HistoryFilter filter;
    private readonly TaskHistoryQuery query;
    private readonly ProblemList problems;
    private readonly TaskRecord[] recent;

    /// <summary>Tasks of which a later line, or the board, says that they were opened again, so that earlier lines count no more.</summary>
    private readonly HashSet<string> overtaken;
    private readonly HashSet<long> recentSeqs;
    private readonly List<(HistoryMonth Month, TaskRecord Task)> found = [];
    private readonly (int Month, long Seq)? after;

    private HistorySearch(IFileSystem fileSystem, TaskPlaces places, TaskHistoryQuery query, TaskBoard board, ProblemList problems)
    {
        this.fileSystem = fileSystem;
        this.places = places;
        this.query = query;
        this.problems = problems;
        matcher = new TaskMatcher(query);
        filter = new HistoryFilter(query, matcher.Words);
        after = query.Cursor is { } cursor ? Decode(cursor) : null;
        recent = [.. board.Finished];
        recentSeqs = [.. recent.Select(static task => task.Seq)];
        overtaken = [.. board.Open.Concat(recent).Where(static task => task.Reopened > 0).Select(static task => task.Id)];
    }

    /// <summary>Takes what the search needs from the board, and what is wrong with that; the history is read later, without it.</summary>
    internal static HistorySearch Begin(IFileSystem fileSystem, TaskPlaces places, TaskHistoryQuery query, TaskBoard board, ProblemList problems)
    {
        TaskCursor.CheckLimit(query.Limit);
        var found = new ProblemList();
        found.AddPart(problems, 0);
        return new HistorySearch(fileSystem, places, query, board, found);
    }

    /// <summary>Reads the page.</summary>
    internal Page<TaskRecord> Run(CancellationToken cancellationToken)
    {
        HistoryMonth[] months =
        [
            .. HistoryMonth.All(fileSystem, places.History).Concat(recent.Select(MonthOf)).Distinct().Where(MayHold).OrderDescending(),
        ];
        foreach (HistoryMonth month in months)
        {
            if (!Search(month, cancellationToken))
            {
                break;
            }
        }

        TaskRecord[] page = [.. found.Take(query.Limit).Select(static hit => hit.Task)];
        string? next = found.Count > query.Limit ? Encode(found[query.Limit - 1]) : null;
        return new Page<TaskRecord>(page, null, next, problems.Items);
    }

    private static HistoryMonth MonthOf(TaskRecord task) => HistoryMonth.Of(task.CompletedAt ?? task.CreatedAt);

    private static string Encode((HistoryMonth Month, TaskRecord Task) last) =>
        string.Create(CultureInfo.InvariantCulture, $"h1-{last.Month.Number:x}-{last.Task.Seq:x}");

    private static (int Month, long Seq) Decode(string cursor)
    {
        string[] parts = cursor.Split('-');
        return parts.Length == 3 && parts[0] == "h1"
            && int.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int month)
            && long.TryParse(parts[2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long seq)
                ? (month, seq)
                : throw TaskCursor.Refused();
    }

    private bool MayHold(HistoryMonth month) =>
        (query.Since is not { } since || month.CompareTo(HistoryMonth.Of(since)) >= 0)
        && (query.Until is not { } until || month.CompareTo(HistoryMonth.Of(until)) <= 0);

    /// <summary>Whether a line was on an earlier page.</summary>
    private bool IsBefore(HistoryMonth month, long seq) =>
        after is { } last && (month.Number > last.Month || (month.Number == last.Month && seq >= last.Seq));

    private bool Search(HistoryMonth month, CancellationToken cancellationToken)
    {
        foreach (TaskRecord task in recent.Where(task => MonthOf(task) == month).OrderByDescending(static task => task.Seq))
        {
            if (!IsBefore(month, task.Seq) && !Take(month, task))
            {
                return false;
            }
        }

        using HistoryReading reading = HistoryReading.Open(fileSystem, places.History, month);
        bool isToTheEnd = reading.Backward((line, offset) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Look(month, line, offset);
        });
        if (reading.IsDamaged)
        {
            problems.Add(new Problem(month.PackedPath(places.History), null, null, "part of it cannot be unpacked; daybook doctor tasks --fix takes it from the journals"));
        }

        return isToTheEnd;
    }

    private bool Look(HistoryMonth month, ReadOnlySpan<byte> line, long offset)
    {
        long seq = HistoryLine.SeqOf(line);
        bool isOver = seq >= 0 && (recentSeqs.Contains(seq) || IsBefore(month, seq));
        if (isOver && line.IndexOf(HistoryLine.ReopenedName) < 0)
        {
            return true;
        }

        if (!filter.MayMatch(line) && line.IndexOf(HistoryLine.ReopenedName) < 0)
        {
            return true;
        }

        TaskRecord? task = HistoryLine.Read(line, out string? fault);
        if (fault is not null)
        {
            problems.Add(new Problem(month.PlainPath(places.History), null, offset, fault));
        }

        if (task is null)
        {
            return true;
        }

        bool isOvertaken = overtaken.Contains(task.Id);
        if (task.Reopened > 0)
        {
            overtaken.Add(task.Id);
        }

        return isOver || isOvertaken || Take(month, task);
    }

    private bool Take(HistoryMonth month, TaskRecord task)
    {
        if (matcher.Matches(task))
        {
            found.Add((month, task));
        }

        return found.Count <= query.Limit;
    }
}
