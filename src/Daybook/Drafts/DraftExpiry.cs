namespace Daybook.Drafts;

/// <summary>Which drafts to remove for their age.</summary>
public sealed record DraftExpiry
{
    /// <summary>How long ago a draft must have been saved last.</summary>
    public required TimeSpan OlderThan { get; init; }

    /// <summary>Whether nothing is removed and only the answer is given.</summary>
    public bool DryRun { get; init; }
}
