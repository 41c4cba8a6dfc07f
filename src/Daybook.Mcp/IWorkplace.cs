using Daybook.Errors;
using Daybook.Git;

namespace Daybook.Mcp;

/// <summary>
/// Where the agents of a server work: the store and the files around them. A port, so that the server names no engine and no disk. For any
/// number of calls at once.
/// </summary>
public interface IWorkplace
{
    /// <summary>The absolute folder at which relative paths start.</summary>
    string WorkingDirectory { get; }

    /// <summary>
    /// The store, opened at the first call that needs it and kept open: callers do not dispose it. It is looked for anew each time, since
    /// another process may make one meanwhile.
    /// </summary>
    /// <param name="use">What for, which decides what is done where there is no store.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DaybookException">There is none and none can be made, or it cannot be opened.</exception>
    Task<DaybookStore> OpenAsync(StoreUse use, CancellationToken cancellationToken);

    /// <summary>What git shows as uncommitted around the working directory; nothing where there is no work tree.</summary>
    Task<UncommittedFiles> ListChangesAsync(CancellationToken cancellationToken);

    /// <summary>Whether an absolute path names a regular file.</summary>
    bool IsFile(string path);
}
