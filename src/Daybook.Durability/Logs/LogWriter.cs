using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;

namespace Daybook.Durability.Logs;

/// <summary>
/// The write protocol of a log, one call after the other on the calling thread: lock, look, write the whole batch, release,
/// flush. <see cref="AppendLog"/> puts callers and a thread around it; the simulated disk drives it bare.
/// </summary>
/// <remarks>Used by one thread at a time.</remarks>
internal sealed partial class LogWriter : IDisposable
{
    /// <summary>Each turn is one replacement of the file by another process between our open and our lock.</summary>
    private const int ReopensMaximum = 100;

    private readonly RetryingFileSystem fileSystem;
    private readonly AppendLogOptions options;
    private readonly IMonotonicClock clock;
    private readonly DurabilityMetrics metrics;
    private readonly LogBuffer buffer = new();
    private readonly LockHolder self;
    private IFile? file;
    private Watermark? watermark;
    private FileStat opened;
    private ulong identity;
    private long lockedLength;
    private Exception? fault;

    internal LogWriter(IFileSystem fileSystem, AppendLogOptions options, IMonotonicClock clock, TimeProvider time, DurabilityMetrics metrics)
    {
        this.fileSystem = new RetryingFileSystem(fileSystem);
        this.options = options;
        this.clock = clock;
        this.metrics = metrics;
        string label = options.HolderLabel;
        self = new LockHolder(
            Environment.ProcessId, label[..Math.Min(label.Length, Watermark.LabelCharactersMaximum)], time.GetUtcNow());
    }

    /// <summary>Appends a batch whole: when it returns each entry has its position or its failure. Throws only what concerns no single entry.</summary>
    /// <exception cref="LockTimeoutException">The lock stayed with another process; no entry was looked at.</exception>
    internal void Append(List<LogEntry> batch)
    {
        Lock(options.LockWait);
        AppendLocked(batch);
    }

    /// <summary>Takes the log's lock on the file that is at its path now; creates the file if there is none.</summary>
    internal void Lock(TimeSpan wait)
    {
        if (fault is not null)
        {
            throw new LogFaultedException(options.Path, fault);
        }

        try
        {
            if (isHolding && IsStillOurs())
            {
                return;
            }

            for (int reopen = 0; reopen < ReopensMaximum; reopen++)
            {
                if (TryLockCurrent(wait))
                {
                    return;
                }

                // Somebody renamed another file over it, or removed it, after we opened ours: what we hold is not the log any more.
                Close();
            }
        }
        catch (DurabilityException)
        {
            // Closing drops a lock that was taken before the failure.
            Close();
            throw;
        }

        throw new LockTimeoutException(options.Path, wait, holder: null);
    }

    public void Dispose() => Close();

    private bool TryLockCurrent(TimeSpan wait)
    {
        (IFile log, Watermark shared) = file is null || watermark is null ? Open() : (file, watermark);
        if (!LockWait.TryLock(log, LockMode.Exclusive, wait, clock))
        {
            throw new LockTimeoutException(options.Path, wait, FindHolder(log, shared));
        }

        if (fileSystem.Stat(options.Path) is not { } there || !there.IsSameFile(opened))
        {
            return false;
        }

        lockedLength = there.Length;
        return true;
    }

    private (IFile File, Watermark Watermark) Open()
    {
        DirectoryTree.Create(fileSystem, Path.GetDirectoryName(options.WatermarkPath) ?? options.Root);
        DirectoryTree.Create(fileSystem, Path.GetDirectoryName(options.Path) ?? options.Root);
        watermark = new Watermark(fileSystem, options.WatermarkPath);
        file = fileSystem.Open(options.Path, OpenMode.Append, options.Permissions);
        opened = file.Stat();
        identity = FileIdentity.Of(fileSystem.BootId, opened);
        if (!watermark.Covers(identity, 0))
        {
            // Nobody has flushed this file in this boot, so nobody vouches for its name either.
            DirectoryTree.Sync(fileSystem, Path.GetDirectoryName(options.Path) ?? options.Root, options.Root);
        }

        return (file, watermark);
    }

    private void Close()
    {
        LetGo();
        file?.Dispose();
        watermark?.Dispose();
        file = null;
        watermark = null;
        unlockFailed = false;
    }

    private LockHolder? FindHolder(IFile log, Watermark shared)
    {
        int? pid = fileSystem.LockHolder(log.Stat());
        LockHolder? noted = shared.ReadHolder();
        return pid is { } known && noted?.ProcessId != known ? new LockHolder(known, "", null) : noted;
    }
}
