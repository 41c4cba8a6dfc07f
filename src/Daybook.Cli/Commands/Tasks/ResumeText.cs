using Daybook.Cli.Commands.Sessions;
using Daybook.Cli.Output;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary>Shows people where to go on.</summary>
internal static class ResumeText
{
    private const int FilesShown = 20;

    /// <summary>Writes what there is, each part under a heading.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="answer">What to tell.</param>
    /// <param name="known">The files that the current task is known to have changed.</param>
    public static void Write(IConsole console, ResumeAnswer answer, HashSet<string> known)
    {
        if (answer.Session is { } session)
        {
            Heading(console.Text, "Session");
            SessionText.WriteBrief(console.Text, session);
        }

        if (answer.CurrentTask is { } current)
        {
            Heading(console.Text, "Current task");
            TaskText.WriteAll(console.Text, current);
        }

        if (answer.ChangedFiles.Count > 0)
        {
            Heading(console.Text, "Uncommitted files");
            foreach (string file in answer.ChangedFiles.Take(FilesShown))
            {
                console.Text.WriteLine(file, new Piece(known.Contains(file) ? "  of the current task" : "", Tone.Faint));
            }

            if (answer.ChangedFiles.Count > FilesShown)
            {
                console.Text.WriteLine(new Piece($"and {answer.ChangedFiles.Count - FilesShown} more", Tone.Faint));
            }
        }

        Write(console.Text, "Interrupted", answer.Interrupted);
        Write(console.Text, "Ready next", answer.Ready);
        if (answer is { CurrentTask: null, Interrupted.Count: 0, Ready.Count: 0 })
        {
            console.Words.WriteLine("There is nothing to go on with.");
        }

        console.Flush();
        Pages.TellProblems(console.Words, answer.Problems ?? [], TaskRecord.KindName);
    }

    private static void Write(ILineWriter text, string heading, IReadOnlyList<TaskRecord> tasks)
    {
        if (tasks.Count == 0)
        {
            return;
        }

        Heading(text, heading);
        foreach (TaskRecord task in tasks)
        {
            TaskText.WriteBrief(text, task);
        }
    }

    private static void Heading(ILineWriter text, string words) => text.WriteLine(new Piece($"== {words}", Tone.Strong));
}
