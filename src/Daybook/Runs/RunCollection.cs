namespace Daybook.Runs;

/// <summary>Which ended runs to remove.</summary>
public sealed record RunCollection
{
    /// <summary>The age from which runs are removed unless something else is said: a week.</summary>
    public static readonly TimeSpan OlderThanDefault = TimeSpan.FromHours(168);

    /// <summary>How long ago a run must have ended.</summary>
    public TimeSpan OlderThan { get; init; } = OlderThanDefault;

    /// <summary>Whether runs that failed or were interrupted stay.</summary>
    public bool KeepFailed { get; init; }

    /// <summary>Whether nothing is removed and only the answer is given.</summary>
    public bool DryRun { get; init; }

    /// <summary>Runs that something outside of this kind still refers to, such as an open operation; they stay.</summary>
    public IReadOnlySet<string> Referenced { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>
    /// The runs that may go: they ended long enough ago, and no run that may still live refers to them, directly or by way of others.
    /// </summary>
    /// <param name="runs">All runs.</param>
    /// <param name="now">The time of day.</param>
    public IReadOnlyList<RunView> Choose(IReadOnlyCollection<RunView> runs, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(runs);
        HashSet<string> kept = Kept(runs);
        return [.. runs.Where(view => IsOver(view, now) && !kept.Contains(view.Run.RunId)).OrderBy(view => RunPosition.Of(view.Run))];
    }

    /// <summary>Whether a run's own end lets it go.</summary>
    public bool IsOver(RunView view, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view.Run.IsFinished
            && view.LiveChild is null
            && view.Run.EndTime is { } ended && now - ended > OlderThan
            && !(KeepFailed && view.Run.Status != RunStatus.Completed);
    }

    private HashSet<string> Kept(IReadOnlyCollection<RunView> runs)
    {
        var byId = new Dictionary<string, RunRecord>(StringComparer.Ordinal);
        foreach (RunView view in runs)
        {
            byId.TryAdd(view.Run.RunId, view.Run);
        }

        var kept = new HashSet<string>(Referenced, StringComparer.Ordinal);
        var open = new Stack<string>([.. Referenced, .. runs.Where(view => !view.Run.IsFinished || view.LiveChild is not null).Select(view => view.Run.RunId)]);
        while (open.TryPop(out string? id))
        {
            if (!byId.TryGetValue(id, out RunRecord? run))
            {
                continue;
            }

            foreach (string? reference in new[] { run.ParentRunId, run.PreviousRunId })
            {
                if (!string.IsNullOrEmpty(reference) && kept.Add(reference))
                {
                    open.Push(reference);
                }
            }
        }

        return kept;
    }
}
