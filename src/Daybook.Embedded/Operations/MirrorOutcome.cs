namespace Daybook.Embedded.Operations;

/// <summary>What became of records that a mirror was to take in.</summary>
internal abstract record MirrorOutcome
{
    private MirrorOutcome()
    {
    }

    /// <summary>They are in the mirror, and survive power loss there.</summary>
    /// <param name="Commit">The commit that holds them.</param>
    /// <param name="Refused">The paths of those that are not, since the mirror cannot take them in; the others did not wait for them.</param>
    internal sealed record Committed(string Commit, IReadOnlyList<string> Refused) : MirrorOutcome;

    /// <summary>They are not. A later call may succeed; the logs are whole.</summary>
    /// <param name="Reason">Why, one phrase.</param>
    /// <param name="Hint">What to do about it.</param>
    internal sealed record Pending(string Reason, string Hint) : MirrorOutcome;
}
