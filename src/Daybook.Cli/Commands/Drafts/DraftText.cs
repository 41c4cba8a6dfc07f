using Daybook.Cli.Output;
using Daybook.Drafts;

namespace Daybook.Cli.Commands.Drafts;

/// <summary>Shows drafts to people.</summary>
internal static class DraftText
{
    /// <summary>Two lines: which it is, and how far it got.</summary>
    public static void WriteBrief(ILineWriter text, DraftSummary draft)
    {
        text.WriteLine(new Piece(draft.SessionId, Tone.Strong), "  ", DescriptionOf(draft));
        text.WriteLine(new Piece($"  phase {TerminalText.OneLine(draft.Phase ?? "unknown")}  saved {TimeText.Second(draft.UpdatedAt)}  schema {draft.SchemaVersion}", Tone.Faint));
    }

    /// <summary>What it was begun for, on one line.</summary>
    public static string DescriptionOf(DraftSummary draft) => TerminalText.OneLine(draft.InitialDescription ?? "(no description)");
}
