namespace Daybook.Operations;

/// <summary>How the starts and ends of the lifecycle log go together. An action of a mission that started more often than it ended is an orphan.</summary>
/// <param name="Groups">How many actions of missions started.</param>
/// <param name="Starts">How often they did.</param>
/// <param name="Paired">How many of these starts have an end.</param>
/// <param name="Orphans">For each action that lacks an end, its latest start; by mission and action.</param>
/// <param name="Problems">How many lines cannot be read.</param>
public sealed record ActionPairing(int Groups, int Starts, int Paired, IReadOnlyList<LifecycleEntry> Orphans, long Problems)
{
    /// <summary>The share of starts that have an end; 1 where nothing started.</summary>
    public double Rate => Starts == 0 ? 1 : Paired / (double)Starts;

    /// <summary>Pairs what a log says.</summary>
    public static ActionPairing Of(IEnumerable<LifecycleEntry> entries, long problems)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var groups = new Dictionary<(string Mission, string Action), Group>();
        foreach (LifecycleEntry entry in entries)
        {
            (string, string) key = (entry.MissionId, entry.CanonicalActionId);
            Group before = groups.GetValueOrDefault(key);
            groups[key] = entry.Phase switch
            {
                LifecycleEntry.Started => new Group(before.Starts + 1, before.Ends, entry),
                LifecycleEntry.Completed or LifecycleEntry.Failed => before with { Ends = before.Ends + 1 },
                _ => before,
            };
        }

        LifecycleEntry[] orphans =
        [
            .. groups.Values.Where(static group => group.Starts > group.Ends).Select(static group => group.Latest).OfType<LifecycleEntry>()
                .OrderBy(static entry => entry.MissionId, StringComparer.Ordinal)
                .ThenBy(static entry => entry.CanonicalActionId, StringComparer.Ordinal),
        ];
        return new ActionPairing(
            groups.Values.Count(static group => group.Starts > 0),
            groups.Values.Sum(static group => group.Starts),
            groups.Values.Sum(static group => Math.Min(group.Starts, group.Ends)),
            orphans,
            problems);
    }

    /// <summary>What is known of one action of a mission.</summary>
    private readonly record struct Group(int Starts, int Ends, LifecycleEntry? Latest);
}
