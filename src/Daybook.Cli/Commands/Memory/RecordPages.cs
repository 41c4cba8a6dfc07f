using Daybook.Cli.Output;
using Daybook.Json;
using Daybook.Memory;

namespace Daybook.Cli.Commands.Memory;

/// <summary>Prints pages of records.</summary>
internal static class RecordPages
{
    private static readonly PageForm<MemoryRecord> Form = new(static () => RecordsJson.Default.ListingMemoryRecord, RecordText.WriteBrief, record => record.Id, MemoryRecord.KindName);

    /// <summary>Prints one page in the form that the reader asked for.</summary>
    public static void Print(IConsole console, Page<MemoryRecord> page, string emptyWords) => Pages.Print(console, page, Form, emptyWords);

    /// <summary>Prints a page as bullets, and nothing at all when it is empty, so that the output can go into a comment as it is.</summary>
    public static void PrintMarkdown(IConsole console, Page<MemoryRecord> page)
    {
        foreach (string bullet in MemoryMarkdown.Bullets(page.Items).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            console.Text.WriteLine(bullet);
        }

        console.Flush();
        Pages.TellProblems(console.Words, page.Problems, MemoryRecord.KindName);
    }
}
