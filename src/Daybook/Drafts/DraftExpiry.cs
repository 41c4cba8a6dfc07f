using Daybook.Errors;

namespace Daybook.Drafts;

/// <summary>Which drafts to remove for their age.</summary>
public sealed record DraftExpiry
{
    /// <summary>How long ago a draft must have been saved last; not below zero.</summary>
    public required TimeSpan OlderThan { get; init; }

    /// <summary>Whether nothing is removed and only the answer is given.</summary>
    public bool DryRun { get; init; }

    /// <summary>Refuses an age below zero: drafts would go that were saved a moment ago.</summary>
    /// <exception cref="InvalidInputException">The message names what is wrong.</exception>
    public void Validate() => DraftRules.CheckAge(OlderThan);
}
