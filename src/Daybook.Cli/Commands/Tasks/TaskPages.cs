using Daybook.Cli.Output;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary>Prints tasks.</summary>
internal static class TaskPages
{
    private static readonly PageForm<TaskRecord> Form = new(CliJson.Default.ListingTaskRecord, TaskText.WriteBrief, task => task.Id, TaskRecord.KindName);

    /// <summary>Prints one page in the form that the reader asked for.</summary>
    public static void Print(IConsole console, Page<TaskRecord> page, string emptyWords) => Pages.Print(console, page, Form, emptyWords);

    /// <summary>Prints one task in the form that the reader asked for.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="task">The task.</param>
    /// <param name="write">Writes it for people.</param>
    public static void PrintOne(IConsole console, TaskRecord task, Action<ILineWriter, TaskRecord> write)
    {
        switch (console.Mode)
        {
            case OutputMode.Json:
                console.WriteJson(task, CliJson.Default.TaskRecord);
                break;
            case OutputMode.Quiet:
                console.WriteId(task.Id);
                break;
            default:
                write(console.Text, task);
                break;
        }
    }
}
