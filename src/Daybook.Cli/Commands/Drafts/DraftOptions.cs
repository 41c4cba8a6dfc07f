using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Drafts;
using Daybook.Json;

namespace Daybook.Cli.Commands.Drafts;

/// <summary>Arguments that several commands about drafts have, and how they answer.</summary>
internal static class DraftOptions
{
    /// <summary>The form of a listing of drafts.</summary>
    public static PageForm<DraftSummary> Form =>
        new(static () => RecordsJson.Default.ListingDraftSummary, DraftText.WriteBrief, static draft => draft.SessionId, Draft.KindName);

    /// <summary>The draft.</summary>
    public static Argument<string> Id() =>
        new("id") { Description = "The session's id, or a unique beginning of it of at least 4 characters" };

    /// <summary>An age.</summary>
    public static Option<TimeSpan?> OlderThan(string description) => new("--older-than")
    {
        Description = description,
        HelpName = "duration",
        CustomParser = DurationArgument.Read,
    };

    /// <summary>Answers with the drafts that a command removed.</summary>
    public static void AnswerMany(IConsole console, IReadOnlyList<DraftSummary> drafts, string action, string emptyWords)
    {
        if (console.Mode == OutputMode.Json)
        {
            DraftChange[] changes = [.. drafts.Select(draft => new DraftChange(draft, action))];
            console.WriteJson(new Listing<DraftChange>(changes, changes.Length, NextCursor: null, Problems: null), CliJson.Default.ListingDraftChange);
            return;
        }

        foreach (DraftSummary draft in drafts)
        {
            if (console.Mode == OutputMode.Quiet)
            {
                console.WriteId(draft.SessionId);
            }
            else
            {
                console.Text.WriteLine(new Piece(action, Tone.Good), "  ", draft.SessionId, new Piece($"  {DraftText.DescriptionOf(draft)}", Tone.Faint));
            }
        }

        if (drafts.Count == 0 && console.Mode == OutputMode.Text)
        {
            console.Words.WriteLine(emptyWords);
        }
    }
}
