using Daybook.Cli.Processes;
using Daybook.Embedded;
using Daybook.Runs;

namespace Daybook.Cli.Commands.Tour;

/// <summary>The tour's chapter on runs: a run that starts two others, one of which loses what watched over it.</summary>
internal sealed class RunChapter(Surroundings surroundings, ScratchRepository repository)
{
    private const string Project = "tour";

    // The words of this program come as the arguments. The second child kills the run exec above it, as the kernel does when memory is short.
    private const string Script =
        "\"$@\" run exec --project tour --task first -- true; \"$@\" run exec --project tour --task second -- sh -c 'kill -9 $PPID'; exit 0";

    /// <summary>Lets the runs happen.</summary>
    /// <returns>What was done, as a phrase.</returns>
    public async Task<string> RunAsync(string storePath, CancellationToken cancellationToken)
    {
        ChildStart start = repository.Process(
            [.. surroundings.OwnCommand, "run", "exec", "--project", Project, "--task", "parent", "--store", storePath, "--", "sh", "-c", Script, "tour", .. surroundings.OwnCommand]);
        ChildResult result = await ChildProcess.RunAsync(start, cancellationToken);
        return result.ExitCode == 0
            ? "a run started two others; what watched over the second was killed with SIGKILL"
            : throw new CheckFailedException($"run exec ended with {result.ExitCode}: {result.Errors.Trim()}");
    }

    /// <summary>Looks at what is known about them, and stores it.</summary>
    /// <returns>What was seen, as a phrase.</returns>
    public static async Task<string> LookAsync(EmbeddedStore store, CancellationToken cancellationToken)
    {
        IReadOnlyList<RunNode> tree = await store.Runs.GetTreeAsync(Project, new ProblemList(), cancellationToken);
        if (tree is not [{ Run.State: RunStatus.Completed } parent]
            || parent.Children is not [{ Run.State: RunStatus.Interrupted } killed, { Run.State: RunStatus.Completed } whole])
        {
            throw new CheckFailedException("the tree is not one completed run above one that was interrupted and one that completed");
        }

        IReadOnlyList<RunView> reaped = await store.Runs.ReapAsync(new ProblemList(), cancellationToken);
        return reaped.Count == 1 && reaped[0].Run.RunId == killed.Run.Run.RunId
            ? $"{parent.Run.Run.RunId} completed; below it {whole.Run.Run.RunId} completed, {killed.Run.Run.RunId} was interrupted, and reap noted it"
            : throw new CheckFailedException($"reap noted {reaped.Count} runs in place of the one that was interrupted");
    }
}
