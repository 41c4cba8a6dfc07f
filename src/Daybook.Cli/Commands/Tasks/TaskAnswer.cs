using Daybook.Cli.Output;
using Daybook.Json;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary>Prints the task that a command is about.</summary>
internal static class TaskAnswer
{
    /// <summary>Prints it in the form that the reader asked for.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="task">The task.</param>
    /// <param name="write">Writes it for people.</param>
    public static void Print(IConsole console, TaskRecord task, Action<ILineWriter, TaskRecord> write)
    {
        switch (console.Mode)
        {
            case OutputMode.Json:
                console.WriteJson(task, RecordsJson.Default.TaskRecord);
                break;
            case OutputMode.Quiet:
                console.WriteId(task.Id);
                break;
            default:
                write(console.Text, task);
                break;
        }
    }

    /// <summary>Prints one that was made or changed; a person gets one line.</summary>
    public static void PrintChanged(IConsole console, TaskRecord task, string verb) => Print(
        console, task, (text, changed) => text.WriteLine(new Piece(verb, Tone.Good), " ", changed.Id, "  ", new Piece(changed.Name, Tone.Strong)));
}
