namespace Daybook.Drafts;

/// <summary>A finished builder session, as builder memory keeps it.</summary>
public sealed record BuilderMemoryEntry
{
    /// <summary>Its id, a UUID of version 7.</summary>
    public required string Id { get; init; }

    /// <summary>What the bot is for, as a plain word, whichever way it is stored.</summary>
    public required string PurposeCategory { get; init; }

    /// <summary>What was asked for.</summary>
    public required string InitialDescription { get; init; }

    /// <summary>The tone that was chosen.</summary>
    public string? ChosenTone { get; init; }

    /// <summary>The model that was chosen.</summary>
    public string? ChosenModel { get; init; }

    /// <summary>The skills that were chosen, in their order.</summary>
    public IReadOnlyList<string> ChosenSkills { get; init; } = [];

    /// <summary>The name of the bot that was made.</summary>
    public string? BotSlug { get; init; }

    /// <summary>When it was recorded, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether anything was chosen that can be suggested again.</summary>
    public bool HasChoice => !string.IsNullOrWhiteSpace(ChosenTone) || !string.IsNullOrWhiteSpace(ChosenModel) || ChosenSkills.Count > 0;
}
