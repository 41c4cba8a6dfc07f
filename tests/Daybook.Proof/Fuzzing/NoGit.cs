using Daybook.Errors;
using Daybook.Git;

namespace Daybook.Proof.Fuzzing;

/// <summary>A machine on which there is no git.</summary>
internal sealed class NoGit : IGit, IGitChanges
{
    public GitAnswer Run(GitRequest request, CancellationToken cancellationToken) => throw new NotFoundException("git is not installed");

    public Task<UncommittedFiles> ListAsync(string workTree, CancellationToken cancellationToken) => Task.FromResult(UncommittedFiles.None);
}
