using Daybook.Cli.Output;
using Daybook.Json;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary>Prints pages of tasks.</summary>
internal static class TaskPages
{
    private static readonly PageForm<TaskRecord> Form = new(static () => RecordsJson.Default.ListingTaskRecord, TaskText.WriteBrief, task => task.Id, TaskRecord.KindName);

    /// <summary>Prints one page in the form that the reader asked for.</summary>
    public static void Print(IConsole console, Page<TaskRecord> page, string emptyWords) => Pages.Print(console, page, Form, emptyWords);
}
