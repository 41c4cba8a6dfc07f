using System.Globalization;
using System.Text;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Integrity;
using Daybook.Durability.Locks;
using Daybook.Errors;

namespace Daybook.Embedded.Runs;

/// <summary>
/// The locks under which runs are changed. A run that is removed takes its folder with it, and a lock file that goes lets two hold what is
/// one; so the lock files stand elsewhere, a fixed number of them, and each run has one of those by its id.
/// </summary>
internal sealed class RunLocks(EmbeddedPorts ports, RunPlaces places, EmbeddedOptions options)
{
    // Enough that writers of different runs seldom meet: of ten at once, two meet in one of six times, and then wait for a few milliseconds.
    private const int Count = 256;
    private const int RaceAttemptsMaximum = 1000;

    /// <summary>Threads of this process wait for each other here, in line and without asking the disk again and again.</summary>
    private readonly Lock[] threads = NewLocks();

    private readonly Lock gate = new();
    private bool isReady;

    /// <summary>Locks a run.</summary>
    /// <exception cref="LockTimeoutException">Another process kept the lock.</exception>
    /// <exception cref="NotFoundException">The run was removed meanwhile.</exception>
    internal IDisposable Acquire(RunEntry entry) => Acquire(entry.RunId, places.Shape.IsRunAgent ? entry : null);

    /// <summary>Locks an id that no run may have yet, so that only one of several creators gives it to one.</summary>
    /// <exception cref="LockTimeoutException">Another process kept the lock.</exception>
    internal IDisposable AcquireId(string runId) => Acquire(runId, theirs: null);

    private Held Acquire(string runId, RunEntry? theirs)
    {
        lock (gate)
        {
            if (!isReady)
            {
                DirectoryTree.Create(ports.FileSystem, places.LockDirectory);
                places.KeepFromGit(ports);
                isReady = true;
            }
        }

        uint number = Crc32C.Compute(Encoding.UTF8.GetBytes(runId)) % Count;
        string path = Path.Join(places.LockDirectory, string.Create(CultureInfo.InvariantCulture, $"runs-{number:x2}.lock"));
        if (!threads[number].TryEnter(options.LockWait))
        {
            throw new LockTimeoutException(path, options.LockWait, null);
        }

        var held = new Held(threads[number]);
        try
        {
            held.Add(FileLock.Acquire(ports.FileSystem, path, options.LockWait, ports.Clock, options.HolderLabel));
            if (theirs is { } entry)
            {
                held.Add(AcquireTheirs(entry));
            }

            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static Lock[] NewLocks()
    {
        var locks = new Lock[Count];
        for (int number = 0; number < Count; number++)
        {
            locks[number] = new Lock();
        }

        return locks;
    }

    /// <summary>
    /// The lock of the other system. It removes its lock file after use, so whoever waited may hold one without a name; then the next is
    /// taken. That it does not look itself remains.
    /// </summary>
    private FileLock AcquireTheirs(RunEntry entry)
    {
        string path = entry.File + ".lock";
        for (int attempt = 0; attempt < RaceAttemptsMaximum; attempt++)
        {
            FileLock theirs = Open(path, entry);
            if (theirs.IsCurrent(ports.FileSystem))
            {
                return theirs;
            }

            theirs.Dispose();
        }

        throw new LockTimeoutException(path, options.LockWait, null);
    }

    private FileLock Open(string path, RunEntry entry)
    {
        try
        {
            return FileLock.Acquire(ports.FileSystem, path, options.LockWait, ports.Clock, options.HolderLabel);
        }
        catch (FileSystemException gone) when (gone.Error == FileSystemError.NotFound)
        {
            // The file would have been made; so the folder that it stands in is not there any more.
            throw new NotFoundException($"run {entry.RunId} is gone: somebody has removed its folder") { Id = entry.RunId, Path = entry.Folder };
        }
    }

    /// <summary>What is held, given back in the reverse order by the thread that took it.</summary>
    private sealed class Held(Lock thread) : IDisposable
    {
        private readonly Stack<FileLock> files = [];

        public void Dispose()
        {
            while (files.TryPop(out FileLock? file))
            {
                file.Dispose();
            }

            thread.Exit();
        }

        internal void Add(FileLock file) => files.Push(file);
    }
}
