using Daybook.Cli.Output;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary>Prints the task that a command made or changed.</summary>
internal static class TaskAnswer
{
    /// <summary>Prints it in the form that the reader asked for; a person gets one line.</summary>
    public static void Print(IConsole console, TaskRecord task, string verb)
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
                console.Text.WriteLine(new Piece(verb, Tone.Good), " ", task.Id, "  ", new Piece(task.Name, Tone.Strong));
                break;
        }
    }
}
