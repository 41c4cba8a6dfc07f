using Daybook.Embedded;
using Daybook.Operations;

namespace Daybook.Cli.Commands.Tour;

/// <summary>The tour's chapter on operations: one is completed, committed to git, wiped from the work tree and restored by git.</summary>
internal sealed class OperationChapter(ScratchRepository repository, Func<EmbeddedStore> store, Func<string> storePath)
{
    private string id = "";

    /// <summary>The steps, in their order.</summary>
    public IReadOnlyList<(string Name, Func<CancellationToken, Task<string>> Step)> Steps =>
    [
        ("Complete an operation, and find it in git", CompleteAsync),
        ("Wipe the operations (git clean -fdx, git rm), and let git bring them back", RestoreAsync),
    ];

    private string Folder => Path.Join(storePath(), OperationRecord.KindName);

    private async Task<string> CompleteAsync(CancellationToken cancellationToken)
    {
        // A clone of a repository without a branch has none either, and on none a commit would wait.
        await repository.GitAsync(["checkout", "--quiet", "-B", "daybook-tour"], cancellationToken);
        var asked = new NewOperation { ProfileId = "implementer", Action = "fix", Actor = "daybook tour", RequestText = $"Mend {repository.FilePath}" };
        OperationChange started = await store().Operations.StartAsync(asked, cancellationToken);
        id = started.View.Operation.InvocationId;
        OperationChange done = await store().Operations.CompleteAsync(id, new OperationCompletion { Outcome = OperationOutcome.Done }, cancellationToken);
        if (done.View.Commit is not OperationCommit.Committed)
        {
            throw new CheckFailedException(string.Join("; ", done.Warnings.DefaultIfEmpty("the operation was not committed")));
        }

        string log = await repository.GitAsync(["log", "--max-count=1", "--grep=^op(", "--format=%h %s"], cancellationToken);
        string staged = await repository.GitAsync(["status", "--porcelain"], cancellationToken);
        return log.Contains("op(implementer): fix", StringComparison.Ordinal) && staged.Length == 0
            ? $"{log.Trim()}; the work tree is as clean as before"
            : throw new CheckFailedException($"git log says '{log.Trim()}' and git status '{staged.Trim()}'");
    }

    private async Task<string> RestoreAsync(CancellationToken cancellationToken)
    {
        await repository.GitAsync(["clean", "--quiet", "-fdx", "--", Folder], cancellationToken);
        await repository.GitAsync(["rm", "-r", "--quiet", "--", Folder], cancellationToken);
        Page<OperationView> wiped = await store().Operations.ListAsync(new OperationQuery(), cancellationToken);
        await repository.GitAsync(["checkout", "--quiet", "HEAD", "--", Folder], cancellationToken);
        Page<OperationView> back = await store().Operations.ListAsync(new OperationQuery(), cancellationToken);
        return wiped.Items.Count == 0 && back.Items.Any(view => view.Operation.InvocationId == id && view.Operation.Status == OperationStatus.Closed)
            ? $"operation {id} was gone, and is there again as it was closed"
            : throw new CheckFailedException($"{wiped.Items.Count} operations were left and {back.Items.Count} came back");
    }
}
