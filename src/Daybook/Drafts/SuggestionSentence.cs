namespace Daybook.Drafts;

/// <summary>Composes the sentence of a suggestion: what was chosen in the latest session that chose anything, and nothing that was not.</summary>
internal static class SuggestionSentence
{
    private const int SkillsMax = 5;

    /// <summary>The sentence; null when nothing was chosen.</summary>
    internal static string? Of(PurposeCategory category, IReadOnlyList<BuilderMemoryEntry> latest)
    {
        if (latest.FirstOrDefault(static entry => entry.HasChoice) is not { } entry)
        {
            return null;
        }

        var choices = new List<string>();
        if (!string.IsNullOrWhiteSpace(entry.ChosenTone))
        {
            choices.Add($"{OnOneLine(entry.ChosenTone)} tone");
        }

        if (!string.IsNullOrWhiteSpace(entry.ChosenModel))
        {
            choices.Add($"the model {OnOneLine(entry.ChosenModel)}");
        }

        if (entry.ChosenSkills.Count > 0)
        {
            string[] skills = [.. entry.ChosenSkills.Take(SkillsMax).Select(OnOneLine)];
            string more = entry.ChosenSkills.Count > SkillsMax ? $" and {entry.ChosenSkills.Count - SkillsMax} more" : "";
            choices.Add($"the {(entry.ChosenSkills.Count == 1 ? "skill" : "skills")} {string.Join(", ", skills)}{more}");
        }

        return $"Last time you made {BotOf(category)}, you chose {Joined(choices)} -- same here?";
    }

    private static string BotOf(PurposeCategory category)
    {
        string word = OnOneLine(category.Word.Replace('_', ' '));
        if (!category.IsNamed)
        {
            return $"a bot for \"{word}\"";
        }

        // None of the named ones begins with a vowel.
        return $"a {word.ToLowerInvariant()} bot";
    }

    private static string Joined(List<string> choices) => choices.Count switch
    {
        1 => choices[0],
        2 => $"{choices[0]} and {choices[1]}",
        _ => $"{choices[0]}, {choices[1]} and {choices[2]}",
    };

    private static string OnOneLine(string text) => new([.. text.Trim().Select(static letter => char.IsControl(letter) ? ' ' : letter)]);
}
