namespace Daybook.Drafts;

/// <summary>A finished builder session that is to be remembered.</summary>
public sealed record NewBuilderMemory
{
    /// <summary>What the bot is for: a plain word, or the JSON text of one.</summary>
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
}
