using Daybook.Durability.Errors;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;

namespace Daybook.Durability.Logs;

/// <summary>
/// Begins a log anew with other content and keeps the old file under another name. A crash at any step leaves the old log or the new one,
/// and the old bytes are never gone.
/// </summary>
public sealed class LogRotation
{
    private readonly RetryingFileSystem fileSystem;
    private readonly AppendLogOptions options;
    private readonly IMonotonicClock clock;
    private readonly TimeProvider time;
    private readonly DurabilityMetrics metrics;

    /// <summary>Prepares a rotation; nothing is touched yet.</summary>
    public LogRotation(IFileSystem fileSystem, AppendLogOptions options, IMonotonicClock clock, TimeProvider time, DurabilityMetrics metrics)
    {
        this.fileSystem = new RetryingFileSystem(fileSystem);
        this.options = options;
        this.clock = clock;
        this.time = time;
        this.metrics = metrics;
    }

    /// <summary>Decides, under the log's lock, what the new log begins with: whole lines.</summary>
    /// <param name="log">The log, for reading only.</param>
    /// <param name="length">Its length.</param>
    /// <returns>The new log's first bytes.</returns>
    public delegate ReadOnlyMemory<byte> Beginning(IFile log, long length);

    /// <summary>Rotates the log. When it returns, the new log and the old file, flushed to its end, survive power loss.</summary>
    /// <param name="begin">What the new log begins with; called once, and nobody can write meanwhile.</param>
    /// <param name="asidePath">Where the old file goes, on the same file system: a free name, or one that it has already.</param>
    /// <exception cref="LockTimeoutException">The lock stayed with another process; nothing changed.</exception>
    /// <exception cref="DurabilityException">A step failed. The log is as it was, or, if only the last sync failed, the new one.</exception>
    public void Rotate(Beginning begin, string asidePath)
    {
        ArgumentNullException.ThrowIfNull(begin);
        using var writer = new LogWriter(fileSystem, options, clock, time, metrics);
        writer.Lock(options.LockWait);

        // What is in the log will be in the new one's beginning; it must not be missing in the old file.
        long length = writer.Settle_NeedsLock();
        LogReplacement.Run(fileSystem, options, asidePath, temp => WriteNew(temp, length, begin), static () => { });
    }

    private void WriteNew(string temp, long length, Beginning begin)
    {
        using IFile log = fileSystem.Open(options.Path, OpenMode.Read);
        FileStat old = log.Stat();
        ReadOnlyMemory<byte> content = begin(log, length);
        using IFile created = TempFile.Create(fileSystem, temp, old, options.Permissions);
        created.WriteFully(content.Span, 0);
        created.Flush();
    }
}
