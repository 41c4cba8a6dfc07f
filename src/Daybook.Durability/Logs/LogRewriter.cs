using Daybook.Durability.Errors;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;

namespace Daybook.Durability.Logs;

/// <summary>
/// Writes a log anew without the lines that do not belong there. A mended copy is written, its last piece under the log's lock,
/// and flushed; the old file is linked aside, and the copy is renamed into place: a crash at any step leaves the old log or the
/// new one, and the old bytes are never gone. Two rewrites of one log must exclude each other by a lock of their own.
/// </summary>
/// <remarks>
/// A writer of another program that opened the old file before the rename and takes its lock after it writes to the file set
/// aside. <see cref="Rewrite"/> copies such lines over as long as it runs; after <see cref="Replace"/> that is the caller's part.
/// </remarks>
public sealed class LogRewriter
{
    /// <summary>Each round copies what was appended during the one before; what is left then is copied while writers wait.</summary>
    private const int RoundsMaximum = 4;

    private readonly RetryingFileSystem fileSystem;
    private readonly AppendLogOptions options;
    private readonly IMonotonicClock clock;
    private readonly TimeProvider time;
    private readonly DurabilityMetrics metrics;

    /// <summary>Prepares a rewrite; nothing is touched yet.</summary>
    public LogRewriter(IFileSystem fileSystem, AppendLogOptions options, IMonotonicClock clock, TimeProvider time, DurabilityMetrics metrics)
    {
        this.fileSystem = new RetryingFileSystem(fileSystem);
        this.options = options;
        this.clock = clock;
        this.time = time;
        this.metrics = metrics;
    }

    /// <summary>Rewrites the log. When it returns, the new log and the old file set aside survive power loss.</summary>
    /// <param name="mender">Decides for each line; a line that is too long comes without its bytes. Called again for lines that came in meanwhile.</param>
    /// <param name="asidePath">Where the old file goes: a name that is free, on the same file system.</param>
    /// <param name="progress">Told how many bytes were read.</param>
    /// <exception cref="LockTimeoutException">The lock stayed with another process; nothing changed.</exception>
    /// <exception cref="DurabilityException">A step failed. The log is as it was, or, if only the last sync failed, mended.</exception>
    public void Rewrite(LineMender mender, string asidePath, IProgress<long>? progress = null)
    {
        long sealedLength = Replace(mender, asidePath, static _ => { }, progress);
        CopyStragglers(asidePath, sealedLength, mender);
    }

    /// <summary>Rewrites the log and leaves the old file, in which some lines may now stand alone, to the caller.</summary>
    /// <param name="mender">Decides for each line; a line that is too long comes without its bytes.</param>
    /// <param name="asidePath">Where the old file goes, on the same file system: a name that is free, or has been the old file's since an attempt that failed.</param>
    /// <param name="seal">
    /// Called under the log's lock once the old file is aside and all of it is durable, with its length. When it returns, what it
    /// wrote must be durable: the rename follows. Longer than this the old file grows only by lines that belong into the new log.
    /// </param>
    /// <param name="progress">Told how many bytes were read.</param>
    /// <exception cref="LockTimeoutException">The lock stayed with another process; nothing changed.</exception>
    /// <exception cref="LogReplacedException">Another program replaced the log meanwhile; nothing changed.</exception>
    /// <exception cref="DurabilityException">A step failed. The log is as it was, or, if only the last sync failed, rewritten.</exception>
    public long Replace(LineMender mender, string asidePath, Action<long> seal, IProgress<long>? progress)
    {
        ArgumentNullException.ThrowIfNull(mender);
        ArgumentNullException.ThrowIfNull(seal);
        using var writer = new LogWriter(fileSystem, options, clock, time, metrics);
        long sealedLength = 0;
        LogReplacement.Run(
            fileSystem, options, asidePath, temp => sealedLength = WriteCopy(writer, temp, mender, progress), () => seal(sealedLength));
        return sealedLength;
    }

    /// <summary>Copies without the lock what is whole, and the rest under it; the lock stays with the writer.</summary>
    private long WriteCopy(LogWriter writer, string temp, LineMender mender, IProgress<long>? progress)
    {
        using IFile log = fileSystem.Open(options.Path, OpenMode.Read);
        FileStat old = log.Stat();
        using IFile copy = TempFile.Create(fileSystem, temp, old, options.Permissions);
        var copying = new LogCopy(log, copy, mender, progress);
        for (int round = 0; round < RoundsMaximum; round++)
        {
            long whole = writer.MeasureWhole(old);
            bool isNear = whole - copying.End < LogLimits.ChunkBytes;
            copying.CopyTo(whole, isWhole: false);
            if (isNear)
            {
                break;
            }
        }

        // Most of the copy's own flush happens before writers have to wait for it.
        copy.Flush();
        long length = writer.LockSettled(old);
        if (length < copying.End)
        {
            throw new LogReplacedException(options.Path);
        }

        copying.CopyTo(length, isWhole: true);
        copy.Flush();
        return length;
    }

    /// <summary>Lines that a writer of another program still put into the old file go to the new one.</summary>
    private void CopyStragglers(string asidePath, long sealedLength, LineMender mender)
    {
        using IFile aside = fileSystem.Open(asidePath, OpenMode.Read);
        if (!LockWait.TryLock(aside, LockMode.Exclusive, options.LockWait, clock))
        {
            throw new LockTimeoutException(asidePath, options.LockWait, holder: null);
        }

        long length = aside.Stat().Length;
        if (length <= sealedLength)
        {
            return;
        }

        var lines = new List<ReadOnlyMemory<byte>>();
        var buffer = new LogBuffer();
        using var reader = new LineReader(aside, sealedLength, length);
        while (reader.Read(out LogLine line))
        {
            buffer.CutTo(0);

            // A line that is too long to be loaded is none of ours, and stays where it is.
            _ = LogCopy.Mend(line, mender, buffer);
            if (buffer.Length > 0)
            {
                lines.Add(buffer.Written[..^1].ToArray());
            }
        }

        new RareLog(fileSystem, options, clock, time).Append(lines);
    }
}
