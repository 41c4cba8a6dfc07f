using Daybook.Durability.Errors;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;

namespace Daybook.Durability.Logs;

/// <summary>
/// Writes a log anew without the lines that do not belong there. Under the log's lock a mended copy is written and flushed, the
/// old file is linked aside, and the copy is renamed into place: a crash at any step leaves the old log or the new one, and the
/// old bytes are never gone.
/// </summary>
/// <remarks>
/// A writer of another program that opened the old file before the rename and takes its lock after it writes to the file set
/// aside. Such lines are copied over as long as the rewrite runs; the time between another program's open and its lock is the
/// race that remains.
/// </remarks>
public sealed class LogRewriter
{
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
    /// <param name="mender">Decides for each line. Called a second time for lines that came in meanwhile.</param>
    /// <param name="asidePath">Where the old file goes: a name that is free, on the same file system.</param>
    /// <param name="progress">Told how many bytes were read.</param>
    /// <exception cref="LockTimeoutException">The lock stayed with another process; nothing changed.</exception>
    /// <exception cref="DurabilityException">A step failed. The log is as it was, or, if only the last sync failed, mended.</exception>
    public void Rewrite(LineMender mender, string asidePath, IProgress<long>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(mender);
        DirectoryTree.Create(fileSystem, Path.GetDirectoryName(asidePath) ?? options.Root);
        using var writer = new LogWriter(fileSystem, options, clock, time, metrics);
        writer.Lock(options.LockWait);
        string temp = asidePath + AtomicFile.TempSuffix;
        long sealedLength;
        try
        {
            sealedLength = WriteCopy(temp, mender, progress);
            fileSystem.Link(options.Path, asidePath);
            fileSystem.SyncDirectory(Path.GetDirectoryName(asidePath) ?? options.Root);
            fileSystem.Rename(temp, options.Path);
        }
        catch (DurabilityException)
        {
            Discard(temp);
            throw;
        }

        DirectoryTree.Sync(fileSystem, Path.GetDirectoryName(options.Path) ?? options.Root, options.Root);

        // The copy's own name was there; without this it may come back as a second name of the log.
        fileSystem.SyncDirectory(Path.GetDirectoryName(asidePath) ?? options.Root);
        writer.Dispose();
        CopyStragglers(asidePath, sealedLength, mender);
    }

    private long WriteCopy(string temp, LineMender mender, IProgress<long>? progress)
    {
        using IFile log = fileSystem.Open(options.Path, OpenMode.Read);
        FileStat old = log.Stat();
        using IFile copy = fileSystem.Open(temp, OpenMode.CreateNew, old.Permissions);
        if ((old.User, old.Group) != (copy.Stat().User, copy.Stat().Group))
        {
            copy.SetOwner(old.User, old.Group);
        }

        var buffer = new LogBuffer();
        long written = 0;
        long reported = 0;
        using var reader = new LineReader(log, 0, old.Length);
        while (reader.Read(out LogLine line))
        {
            Mend(line, mender, buffer);
            if (buffer.Length >= LogLimits.ChunkBytes)
            {
                written += Drain(buffer, copy, written);
            }

            if (line.End - reported >= LogLimits.BatchBytesMaximum)
            {
                reported = line.End;
                progress?.Report(reported);
            }
        }

        Drain(buffer, copy, written);
        copy.Flush();
        return old.Length;
    }

    private static int Drain(LogBuffer buffer, IFile copy, long offset)
    {
        int length = buffer.Length;
        copy.WriteFully(buffer.Written, offset);
        buffer.CutTo(0);
        return length;
    }

    private static void Mend(LogLine line, LineMender mender, LogBuffer buffer)
    {
        int start = buffer.Length;
        switch (mender(line, buffer))
        {
            case LineVerdict.Keep:
                buffer.CutTo(start);
                line.Bytes.CopyTo(buffer.GetSpan(line.Bytes.Length));
                buffer.Advance(line.Bytes.Length);
                buffer.Append((byte)'\n');
                break;
            case LineVerdict.Replace:
                buffer.Append((byte)'\n');
                break;
            default:
                buffer.CutTo(start);
                break;
        }
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

        var batch = new List<LogEntry>();
        var buffer = new LogBuffer();
        using var reader = new LineReader(aside, sealedLength, length);
        while (reader.Read(out LogLine line))
        {
            buffer.CutTo(0);
            Mend(line, mender, buffer);
            if (buffer.Length > 0)
            {
                batch.Add(new LineEntry(buffer.Written[..^1].ToArray()));
            }
        }

        using var writer = new LogWriter(fileSystem, options, clock, time, metrics);
        writer.Append(batch);
        if (batch.Find(static entry => entry.Failure is not null)?.Failure is { } failure)
        {
            throw new FlushFailedException(options.Path, failure);
        }
    }

    private void Discard(string temp)
    {
        try
        {
            fileSystem.Delete(temp);
        }
        catch (FileSystemException)
        {
            // Doctor finds what cannot be removed now; the error that brought us here is the one to report.
        }
    }
}
