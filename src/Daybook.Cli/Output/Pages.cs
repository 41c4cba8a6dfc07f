using Daybook.Json;

namespace Daybook.Cli.Output;

/// <summary>Prints pages of listings.</summary>
internal static class Pages
{
    /// <summary>Prints one page in the form that the reader asked for.</summary>
    public static void Print<T>(IConsole console, Page<T> page, PageForm<T> form, string emptyWords)
    {
        if (console.Mode == OutputMode.Json)
        {
            console.WriteJson(Listing<T>.Of(page), form.Json());
            return;
        }

        foreach (T item in page.Items)
        {
            if (console.Mode == OutputMode.Text)
            {
                form.WriteBrief(console.Text, item);
            }
            else if (form.IdOf(item) is { } id)
            {
                console.WriteId(id);
            }
        }

        console.Flush();
        if (console.Mode == OutputMode.Text)
        {
            Tell(console.Words, page, form.Kind, emptyWords);
        }
    }

    /// <summary>Says that something was skipped, if it was.</summary>
    public static void TellProblems(ILineWriter words, IReadOnlyList<Problem> problems, string kind)
    {
        if (problems.Count > 0)
        {
            words.WriteLine(
                new Piece($"{Wording.Count(problems.Count, "line")} skipped or doubted; {$"daybook doctor {kind}".TrimEnd()} tells why", Tone.Warning));
        }
    }

    private static void Tell<T>(ILineWriter words, Page<T> page, string kind, string emptyWords)
    {
        if (page.Items.Count == 0)
        {
            words.WriteLine(emptyWords);
        }

        if (page.NextCursor is { } cursor)
        {
            string total = page.Total is { } all ? $"{page.Items.Count} of {all}; " : "";
            words.WriteLine(new Piece($"{total}more with --cursor {cursor}", Tone.Faint));
        }

        TellProblems(words, page.Problems, kind);
    }
}
