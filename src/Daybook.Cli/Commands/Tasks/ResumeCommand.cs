using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Git;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary><c>daybook task resume</c></summary>
internal sealed class ResumeCommand(CommandFrame frame) : DaybookCommand(
    frame,
    "resume",
    "Tells where to go on after an interruption: the last session, its task with what is known, uncommitted files, what is ready next.",
    "daybook task resume",
    "daybook task resume --json")
{
    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        string? workTree = StoreLocator.WorkTreeRoot(call.Surroundings.Ports.FileSystem, call.Surroundings.WorkingDirectory.Value);

        // Git is asked while the tasks are read.
        Task<UncommittedFiles> asking = workTree is null
            ? Task.FromResult(UncommittedFiles.None)
            : call.Surroundings.Git.ListAsync(workTree, cancellationToken);
        var problems = new ProblemList();
        TaskResume resume = await call.Console.PatientlyAsync(
            "Reading tasks", _ => store.Tasks.ResumeAsync(call.Surroundings.Agent, problems, cancellationToken));
        UncommittedFiles files = await call.Console.PatientlyAsync("Asking git", _ => asking);
        HashSet<string> known = workTree is null ? [] : Known(resume.CurrentTask, workTree);
        string[] changed = [.. files.Paths.OrderByDescending(known.Contains)];
        Problem[]? doubted = problems.Count > 0 ? [.. problems.Items] : null;
        Print(call.Console, new ResumeAnswer(resume.Session, resume.CurrentTask, resume.Interrupted, changed, resume.Ready, doubted), known);
        if (!files.IsComplete)
        {
            call.Note("git has more uncommitted files than are listed, or was too slow to tell them all");
        }

        return 0;
    }

    /// <summary>The files that a task is known to have changed, as git would call them.</summary>
    private static HashSet<string> Known(TaskRecord? task, string workTree) =>
    [
        .. (task?.Context.FilesModified ?? [])
            .Where(file => !file.Contains('\0', StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(workTree, Path.GetFullPath(file, workTree)).Replace(Path.DirectorySeparatorChar, '/')),
    ];

    private static void Print(IConsole console, ResumeAnswer answer, HashSet<string> known)
    {
        switch (console.Mode)
        {
            case OutputMode.Json:
                console.WriteJson(answer, CliJson.Default.ResumeAnswer);
                break;
            case OutputMode.Quiet:
                foreach (TaskRecord task in answer.CurrentTask is { } current ? answer.Interrupted.Prepend(current) : answer.Interrupted)
                {
                    console.WriteId(task.Id);
                }

                break;
            default:
                ResumeText.Write(console, answer, known);
                break;
        }
    }
}
