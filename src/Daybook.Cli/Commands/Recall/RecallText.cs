using Daybook.Cli.Output;
using Daybook.Drafts;

namespace Daybook.Cli.Commands.Recall;

/// <summary>Shows builder memory to people.</summary>
internal static class RecallText
{
    /// <summary>Two lines: what was made, and what was chosen.</summary>
    public static void WriteBrief(ILineWriter text, BuilderMemoryEntry entry)
    {
        text.WriteLine(new Piece(TerminalText.OneLine(entry.PurposeCategory), Tone.Strong), "  ", TerminalText.OneLine(entry.InitialDescription));
        text.WriteLine(new Piece($"  {TerminalText.OneLine(string.Join("  ", Details(entry)))}", Tone.Faint));
    }

    private static IEnumerable<string> Details(BuilderMemoryEntry entry)
    {
        yield return TimeText.Second(entry.CreatedAt) ?? "";
        if (!string.IsNullOrWhiteSpace(entry.BotSlug))
        {
            yield return $"bot {entry.BotSlug}";
        }

        if (!string.IsNullOrWhiteSpace(entry.ChosenTone))
        {
            yield return $"tone {entry.ChosenTone}";
        }

        if (!string.IsNullOrWhiteSpace(entry.ChosenModel))
        {
            yield return $"model {entry.ChosenModel}";
        }

        if (entry.ChosenSkills.Count > 0)
        {
            yield return $"skills {string.Join(", ", entry.ChosenSkills)}";
        }
    }
}
