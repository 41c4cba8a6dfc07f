using Daybook.Cli.Output;
using Daybook.Json;
using Daybook.Search;

namespace Daybook.Cli.Commands;

/// <summary>Shows what a search found.</summary>
internal static class HitText
{
    /// <summary>Prints an answer in the form that the reader asked for.</summary>
    public static void Print(IConsole console, SearchAnswer answer)
    {
        if (console.Mode == OutputMode.Json)
        {
            console.WriteJson(HitListing.Of(answer), RecordsJson.Default.HitListing);
            return;
        }

        foreach (SearchHit hit in answer.Items)
        {
            if (console.Mode == OutputMode.Quiet)
            {
                console.WriteId(hit.Id);
            }
            else
            {
                Write(console.Text, hit);
            }
        }

        console.Flush();
        if (console.Mode == OutputMode.Text)
        {
            Tell(console.Words, answer);
        }
    }

    private static void Write(ILineWriter text, SearchHit hit)
    {
        string place = hit.Line is { } line ? $"{hit.Path}:{line}" : hit.Path;
        text.WriteLine(
            new Piece(TimeText.Minute(hit.Timestamp) ?? "no time", Tone.Faint), "  ", hit.Kind, "  ", new Piece(TerminalText.OneLine(hit.Title), Tone.Strong));
        if (hit.Snippet.Length > 0 && hit.Snippet != hit.Title)
        {
            text.WriteLine("  ", TerminalText.OneLine(hit.Snippet));
        }

        text.WriteLine(new Piece($"  {hit.Id}  {place}", Tone.Faint));
    }

    private static void Tell(ILineWriter words, SearchAnswer answer)
    {
        if (answer.Items.Count == 0)
        {
            words.WriteLine("Nothing matches.");
        }

        if (answer.NextCursor is { } cursor)
        {
            words.WriteLine(new Piece($"more with --cursor {cursor}", Tone.Faint));
        }

        if (answer.IsCapped)
        {
            words.WriteLine(new Piece("too many records have these words to rank them all; the newest were. Rarer words, a filter or --newest help", Tone.Warning));
        }

        if (answer.Behind > 0)
        {
            words.WriteLine(new Piece($"about {Wording.Count(answer.Behind, "record")} not searched yet; search again, or run daybook doctor index --fix", Tone.Warning));
        }

        foreach (Problem problem in answer.Problems)
        {
            string place = problem.Line is { } line ? $"{problem.Path}:{line}" : problem.Path;
            words.WriteLine(new Piece($"{place}: {problem.Reason}", Tone.Warning));
        }
    }
}
