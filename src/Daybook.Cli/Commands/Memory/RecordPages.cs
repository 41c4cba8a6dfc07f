using Daybook.Cli.Output;
using Daybook.Memory;

namespace Daybook.Cli.Commands.Memory;

/// <summary>Prints pages of records.</summary>
internal static class RecordPages
{
    /// <summary>Prints one page in the form that the reader asked for.</summary>
    public static void Print(IConsole console, Page<MemoryRecord> page, string emptyWords)
    {
        if (console.Mode == OutputMode.Json)
        {
            console.WriteJson(Listing<MemoryRecord>.Of(page), CliJson.Default.ListingMemoryRecord);
            return;
        }

        foreach (MemoryRecord record in page.Items)
        {
            if (console.Mode == OutputMode.Text)
            {
                RecordText.WriteBrief(console.Text, record);
            }
            else if (record.Id is { } id)
            {
                console.WriteId(id);
            }
        }

        console.Flush();
        if (console.Mode == OutputMode.Text)
        {
            Tell(console.Words, page, emptyWords);
        }
    }

    /// <summary>Prints a page as bullets, and nothing at all when it is empty, so that the output can go into a comment as it is.</summary>
    public static void PrintMarkdown(IConsole console, Page<MemoryRecord> page)
    {
        foreach (string bullet in MemoryMarkdown.Bullets(page.Items).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            console.Text.WriteLine(bullet);
        }

        console.Flush();
        TellProblems(console.Words, page);
    }

    private static void Tell(ILineWriter words, Page<MemoryRecord> page, string emptyWords)
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

        TellProblems(words, page);
    }

    private static void TellProblems(ILineWriter words, Page<MemoryRecord> page)
    {
        if (page.Problems.Count > 0)
        {
            words.WriteLine(
                new Piece($"{Wording.Count(page.Problems.Count, "line")} skipped or doubted; daybook doctor memory tells why", Tone.Warning));
        }
    }
}
