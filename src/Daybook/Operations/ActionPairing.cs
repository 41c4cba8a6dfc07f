namespace Daybook.Operations;

/// <summary>How the starts and ends of the lifecycle log go together. An action of a mission that started more often than it ended is an orphan.</summary>
/// <param name="Groups">How many actions of missions there are.</param>
/// <param name="Orphans">For each that lacks an end, its latest start; by mission and action.</param>
/// <param name="Problems">How many lines cannot be read.</param>
public sealed record ActionPairing(int Groups, IReadOnlyList<LifecycleEntry> Orphans, long Problems)
{
    /// <summary>The share of actions whose starts all have ends; 1 where nothing started.</summary>
    public double Rate => Groups == 0 ? 1 : (Groups - Orphans.Count) / (double)Groups;

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
                LifecycleEntry.Started => new Group(before.Open + 1, entry),
                LifecycleEntry.Completed or LifecycleEntry.Failed => before with { Open = before.Open - 1 },
                _ => before,
            };
        }

        LifecycleEntry[] orphans =
        [
            .. groups.Values.Where(static group => group.Open > 0).Select(static group => group.Latest).OfType<LifecycleEntry>()
                .OrderBy(static entry => entry.MissionId, StringComparer.Ordinal)
                .ThenBy(static entry => entry.CanonicalActionId, StringComparer.Ordinal),
        ];
        return new ActionPairing(groups.Values.Count(static group => group.Latest is not null), orphans, problems);
    }

    /// <summary>What is known of one action of a mission.</summary>
    private readonly record struct Group(int Open, LifecycleEntry? Latest);
}
