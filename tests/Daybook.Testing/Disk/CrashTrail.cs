using System.Globalization;
using System.Text;

namespace Daybook.Testing.Disk;

/// <summary>The crashes that led to the state being checked, to tell them when it fails and to find them again in a replay.</summary>
internal sealed class CrashTrail
{
    private const string Separator = " > ";

    private readonly CrashOptions options;
    private readonly string[]? replay;
    private readonly List<(CrashPoint Point, CrashStates? Survivors)> steps = [];

    internal CrashTrail(CrashOptions options)
    {
        this.options = options;
        replay = options.Replay?.Split(Separator);
    }

    internal int? ReplayedDepth => replay?.Length;

    /// <summary>Enters the states of a crash, beginning with the killed process.</summary>
    internal void Push(CrashPoint point) => steps.Add((point, null));

    /// <summary>Goes on to the states of a power loss at the same point.</summary>
    internal void Replace(CrashStates survivors) => steps[^1] = (steps[^1].Point, survivors);

    internal void Pop() => steps.RemoveAt(steps.Count - 1);

    /// <summary>Whether a crash at this point belongs to the replay, if there is one.</summary>
    internal bool Includes(int level, CrashPoint point) =>
        replay is null || replay[level - 1].StartsWith($"{point.Key}/", StringComparison.Ordinal);

    /// <summary>Whether the current state belongs to the replay, if there is one.</summary>
    internal bool Includes(int level) => replay is null || replay[level - 1] == Key(steps[level - 1]);

    internal CrashFailureException Failure(Exception failure, Ledger ledger)
    {
        StringBuilder words = new();
        words.Append(CultureInfo.InvariantCulture, $"{failure.Message}\n");
        foreach ((CrashPoint point, CrashStates? survivors) in steps)
        {
            words.Append(CultureInfo.InvariantCulture, $"crash {point}, {(survivors is null ? "process killed" : "power loss")}\n");
            words.Append(survivors?.Describe());
        }

        words.Append(CultureInfo.InvariantCulture, $"acknowledged: {string.Join(" | ", ledger.Acknowledged)}\n");
        string path = string.Join(Separator, steps.Select(Key));
        words.Append(CultureInfo.InvariantCulture, $"again: Seed = {options.Seed}, StatesMaximum = {options.StatesMaximum}, Replay = \"{path}\"");
        return new CrashFailureException(words.ToString(), failure);
    }

    private static string Key((CrashPoint Point, CrashStates? Survivors) step) => step.Survivors is null
        ? $"{step.Point.Key}/killed"
        : string.Create(CultureInfo.InvariantCulture, $"{step.Point.Key}/{step.Survivors.Position}");
}
