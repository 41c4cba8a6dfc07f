namespace Daybook.Git;

/// <summary>What git knows about files that changed. A port, so that tests need no git; it changes nothing and takes no lock of git's.</summary>
public interface IGitChanges
{
    /// <summary>
    /// The files of a work tree that differ from its last commit, new ones that git does not ignore included. Bounded in time and number.
    /// Without git, or where there is no repository, there are none.
    /// </summary>
    /// <param name="workTree">The work tree's root, absolute.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<UncommittedFiles> ListAsync(string workTree, CancellationToken cancellationToken);
}
