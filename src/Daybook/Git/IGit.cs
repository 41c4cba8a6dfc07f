namespace Daybook.Git;

/// <summary>
/// Runs git. A port, so that tests can let any command fail, hang or be killed. What a command changed is durable only as far as git itself
/// makes it so; whoever needs more flushes the files.
/// </summary>
public interface IGit
{
    /// <summary>
    /// Runs one command to its end, on the calling thread. It inherits no variable by which git is told where a repository is, asks nobody for
    /// anything, takes paths as they are spelled and objects as they are. After its time, or when the token ends the wait, it is asked to end
    /// and a second later killed, with what it started; what it has done by then stays done.
    /// </summary>
    /// <param name="request">The command.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How it ended and what it said; a failure of git's is an answer, too.</returns>
    /// <exception cref="Errors.NotFoundException">There is no git.</exception>
    /// <exception cref="Errors.BusyException">It did not end in time.</exception>
    /// <exception cref="OperationCanceledException">The token ended the wait.</exception>
    GitAnswer Run(GitRequest request, CancellationToken cancellationToken);
}
