using System.CommandLine;
using Daybook.Cli.Output;
using Daybook.Errors;
using Daybook.Json;
using Daybook.Runs;

namespace Daybook.Cli.Commands.Runs;

/// <summary>Arguments that several commands about runs have, and how they answer.</summary>
internal static class RunOptions
{
    /// <summary>The form of a listing of runs.</summary>
    public static PageForm<RunView> Form => new(static () => RecordsJson.Default.ListingRunView, RunText.WriteBrief, static view => view.Run.RunId, RunRecord.KindName);

    /// <summary>The run.</summary>
    public static Argument<string> Id() =>
        new("id") { Description = "The run's id, or a unique beginning of it of at least 4 characters" };

    /// <summary>The state that a word means.</summary>
    /// <exception cref="InvalidInputException">It is none of those allowed.</exception>
    public static RunStatus ReadStatus(string word, IReadOnlyList<string> allowed) =>
        RunStatusName.Parse(word) is { } status && allowed.Contains(word, StringComparer.Ordinal)
            ? status
            : throw new InvalidInputException($"--status {word} is none of {string.Join(", ", allowed)}");

    /// <summary>Answers with one run.</summary>
    public static void Answer(IConsole console, RunView view, Action<ILineWriter> writeText)
    {
        switch (console.Mode)
        {
            case OutputMode.Json:
                console.WriteJson(view, RecordsJson.Default.RunView);
                break;
            case OutputMode.Quiet:
                console.WriteId(view.Run.RunId);
                break;
            default:
                writeText(console.Text);
                break;
        }
    }

    /// <summary>Answers with the runs that a command changed, and with what it could not look at.</summary>
    public static void AnswerMany(IConsole console, IReadOnlyList<RunView> views, IReadOnlyList<Problem> problems, string action, string emptyWords)
    {
        if (console.Mode == OutputMode.Json)
        {
            RunChange[] changes = [.. views.Select(view => new RunChange(view, action))];
            console.WriteJson(new Listing<RunChange>(changes, changes.Length, NextCursor: null, problems.Count > 0 ? problems : null), CliJson.Default.ListingRunChange);
            return;
        }

        foreach (RunView view in views)
        {
            if (console.Mode == OutputMode.Quiet)
            {
                console.WriteId(view.Run.RunId);
            }
            else
            {
                console.Text.WriteLine(new Piece(action, Tone.Good), "  ", view.Run.RunId, new Piece($"  {view.Run.ProjectId}/{view.Run.TaskId}", Tone.Faint));
            }
        }

        if (views.Count == 0 && console.Mode == OutputMode.Text)
        {
            console.Words.WriteLine(emptyWords);
        }

        if (console.Mode == OutputMode.Text)
        {
            Pages.TellProblems(console.Words, problems, RunRecord.KindName);
        }
    }
}
