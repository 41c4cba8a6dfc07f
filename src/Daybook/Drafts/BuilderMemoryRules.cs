using System.Text;
using Daybook.Errors;

namespace Daybook.Drafts;

/// <summary>What builder memory may be told; checked before anything is written.</summary>
public static class BuilderMemoryRules
{
    /// <summary>The longest description, in UTF-8 bytes.</summary>
    public const int DescriptionBytesMax = 256 << 10;

    /// <summary>The longest tone, model, skill or bot name, in characters.</summary>
    public const int ChoiceCharactersMax = 500;

    /// <summary>The most skills of one session.</summary>
    public const int SkillsMax = 200;

    /// <summary>Refuses an entry that no store may hold.</summary>
    /// <exception cref="InvalidInputException">The message names the field.</exception>
    public static void Validate(NewBuilderMemory session)
    {
        ArgumentNullException.ThrowIfNull(session);
        PurposeCategory.Parse(session.PurposeCategory);
        ValidateStored(session);
    }

    /// <summary>Refuses an entry that another program stored and that no store may hold; see <see cref="PurposeCategory.OfStored"/>.</summary>
    /// <exception cref="InvalidInputException">The message names the field.</exception>
    public static void ValidateStored(NewBuilderMemory session)
    {
        ArgumentNullException.ThrowIfNull(session);
        PurposeCategory.OfStored(session.PurposeCategory);
        CheckText("initial_description", session.InitialDescription);
        int bytes = Encoding.UTF8.GetByteCount(session.InitialDescription);
        if (bytes > DescriptionBytesMax)
        {
            throw new InvalidInputException($"initial_description has {bytes} bytes; it may have {DescriptionBytesMax}");
        }

        CheckChoice("chosen_tone", session.ChosenTone);
        CheckChoice("chosen_model", session.ChosenModel);
        CheckChoice("bot_slug", session.BotSlug);
        if (session.ChosenSkills.Count > SkillsMax)
        {
            throw new InvalidInputException($"chosen_skills has {session.ChosenSkills.Count} skills; it may have {SkillsMax}");
        }

        foreach (string skill in session.ChosenSkills)
        {
            CheckChoice("chosen_skills", skill ?? throw new InvalidInputException("chosen_skills has a skill without a name"));
        }
    }

    private static void CheckChoice(string field, string? text)
    {
        if (text is null)
        {
            return;
        }

        CheckText(field, text);
        if (text.Length > ChoiceCharactersMax)
        {
            throw new InvalidInputException($"{field} has {text.Length} characters; it may have {ChoiceCharactersMax}");
        }

        if (text.Any(char.IsControl))
        {
            throw new InvalidInputException($"{field} has a control character in it");
        }
    }

    private static void CheckText(string field, string text)
    {
        if (WellFormedText.HasLoneSurrogate(text))
        {
            throw new InvalidInputException($"{field} contains half of a surrogate pair, which is not text");
        }

        // SQL text ends at a zero for many a program that may read it later.
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new InvalidInputException($"{field} has a zero in it");
        }
    }
}
