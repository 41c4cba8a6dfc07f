namespace Daybook.Drafts;

/// <summary>What to suggest to somebody who makes another bot of a category.</summary>
/// <param name="Category">The category, a plain word.</param>
/// <param name="Suggestion">One sentence for people; null when there is nothing to suggest.</param>
/// <param name="Entries">The latest sessions of the category, newest first.</param>
public sealed record BuilderSuggestion(string Category, string? Suggestion, IReadOnlyList<BuilderMemoryEntry> Entries)
{
    /// <summary>How many of the latest sessions are looked at.</summary>
    public const int EntriesMax = 3;

    /// <summary>The suggestion that follows from the latest sessions of a category.</summary>
    public static BuilderSuggestion From(PurposeCategory category, IReadOnlyList<BuilderMemoryEntry> latest)
    {
        ArgumentNullException.ThrowIfNull(latest);
        return new BuilderSuggestion(category.Word, SuggestionSentence.Of(category, latest), latest);
    }
}
