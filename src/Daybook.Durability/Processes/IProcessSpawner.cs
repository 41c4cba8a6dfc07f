namespace Daybook.Durability.Processes;

/// <summary>
/// Starts processes that are to be watched over, each at the head of a process group of its own. A port, so that tests can decide how a process
/// ends. The base library cannot set a process group, and what it starts inherits that SIGPIPE is ignored.
/// </summary>
public interface IProcessSpawner
{
    /// <summary>Whether this system has process groups and signals.</summary>
    bool IsSupported { get; }

    /// <summary>Starts a process with its signals as a shell would leave them. It inherits the working directory.</summary>
    /// <exception cref="SpawnFailedException">It cannot be started.</exception>
    IChildGroup Spawn(SpawnRequest request);

    /// <summary>
    /// Opens what the user names for a child to read, as any program would: links are followed, and whoever writes to a pipe is waited for. For
    /// files of the user's, never for our own.
    /// </summary>
    /// <exception cref="Errors.UnsafeFileException">It is neither a file nor a pipe.</exception>
    /// <exception cref="Errors.FileSystemException">It cannot be opened.</exception>
    IPipeEnd OpenInput(string path);

    /// <summary>Whether somebody still reads what this process writes to one of its descriptors; true wherever that cannot be told.</summary>
    bool HasReader(int descriptor);

    /// <summary>
    /// Leaves the terminal to the child when the calling process is continued: the runtime would set it up anew, and a process in the background
    /// that does so is stopped again. Called after signals were taken over, which lets the runtime begin with it.
    /// </summary>
    void LeaveTerminal();

    /// <summary>
    /// Whether the calling process has a terminal, and a shell with job control that sees it stop and can continue it. Whoever stops elsewhere
    /// stays so for ever.
    /// </summary>
    bool IsUnderJobControl { get; }

    /// <summary>Whether the terminal is the calling process's stdin, so that it can be given to a child.</summary>
    bool IsInputTerminal { get; }

    /// <summary>
    /// Stops the calling process until it is continued, as a shell asked for, and asks the others of its group to stop: the shell has its prompt
    /// back only when the whole job stands still.
    /// </summary>
    void StopSelf();
}
