using System.Buffers;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;

namespace Daybook.Durability.Logs;

/// <content>
/// After a flush that failed, or whose process died: the bytes after the last watermark are written again in place before
/// anything is flushed, because the kernel may have dropped the pages and marked them clean (man 2 fsync; PostgreSQL's
/// fsyncgate), and a later successful flush would then vouch for bytes that are nowhere.
/// </content>
internal sealed partial class LogWriter
{
    /// <summary>Tells this file's state in the watermark anew where the watermark speaks of another file, another boot, or a longer file.</summary>
    private void Introduce_NeedsLock(Watermark shared, long size)
    {
        if (shared.Written.Identity != identity || shared.Written.End > size)
        {
            Note_NeedsLock(shared, new WrittenMark(identity, shared.Written.Generation + 1, size));
        }
    }

    /// <summary>That the mark cannot be left only costs others a flush of their own.</summary>
    private static void Note_NeedsLock(Watermark shared, WrittenMark mark)
    {
        if (mark == shared.Written)
        {
            return;
        }

        try
        {
            shared.Write(mark);
        }
        catch (FileSystemException)
        {
        }
    }

    /// <summary>Mends the tail while we wait for a flush: our own bytes are part of it.</summary>
    private void RepairTail(IFile log, Watermark shared)
    {
        try
        {
            if (!LockWait.TryLock(log, LockMode.Exclusive, options.LockWait, clock))
            {
                throw new FlushFailedException(options.Path, new LockTimeoutException(options.Path, options.LockWait, FindHolder(log, shared)));
            }
        }
        catch (FileSystemException failure)
        {
            throw Fault(failure);
        }

        try
        {
            VerifyOwnBytes(log);
            if (shared.TryLock())
            {
                try
                {
                    shared.Read();
                    if (shared.IsInDoubt(identity))
                    {
                        RepairTail_NeedsBothLocks(log, shared, log.Stat().Length);
                    }
                }
                finally
                {
                    ReleaseFlushing(shared);
                }
            }
        }
        catch (FileSystemException failure)
        {
            throw Fault(failure);
        }
        finally
        {
            Release(log);
        }
    }

    private void RepairTail_NeedsBothLocks(IFile log, Watermark shared, long size)
    {
        FlushedMark doubted = shared.Flushed;
        Rewrite_NeedsLock(log, Math.Min(doubted.TailStart, size), size);
        Flush(log);
        WrittenMark mended = new(identity, shared.Written.Generation + 1, size);
        shared.Write(mended, new FlushedMark(identity, mended.Generation, size, doubted.Base, InDoubt: false, doubted.Repairs + 1));
        metrics.TailRepaired();
    }

    private void Rewrite_NeedsLock(IFile log, long from, long size)
    {
        // The log's own descriptor writes only at the end.
        using IFile inPlace = fileSystem.Open(options.Path, OpenMode.ReadWrite);
        if (!inPlace.Stat().IsSameFile(log.Stat()))
        {
            throw new FlushFailedException(options.Path, new LogFaultedException(options.Path, new UnsafeFileException(options.Path, FileKind.Regular)));
        }

        byte[] chunk = ArrayPool<byte>.Shared.Rent(LogLimits.ChunkBytes);
        try
        {
            for (long at = from; at < size;)
            {
                int read = log.ReadFully(chunk.AsSpan(0, (int)Math.Min(chunk.Length, size - at)), at);
                if (read == 0)
                {
                    break;
                }

                inPlace.WriteFully(chunk.AsSpan(0, read), at);
                at += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    /// <summary>
    /// A batch that wrote nothing answers for what it found: what nobody has flushed yet of that takes the place of its own bytes. A
    /// tail longer than a batch is not kept; should the flush that is waited for fail, the outcome is unknown.
    /// </summary>
    private void KeepTail_NeedsLock(IFile log, Watermark shared, long size)
    {
        writtenFrom = shared.Flushed.Identity == identity ? Math.Min(shared.Flushed.TailStart, size) : 0;
        bufferOffset = size - writtenFrom <= LogLimits.BatchBytesMaximum ? writtenFrom : size;
        buffer.CutTo(0);
        int length = (int)(size - bufferOffset);
        buffer.Advance(log.ReadFully(buffer.GetSpan(length)[..length], bufferOffset));
    }

    /// <summary>
    /// Looks whether what we wrote is still what the file says. After a failed flush some file systems go back to the old
    /// content (btrfs); then the outcome is unknown and must not be taken for durable because someone else's flush succeeded.
    /// </summary>
    private void VerifyOwnBytes(IFile log)
    {
        ReadOnlySpan<byte> own = buffer.Written;
        if (bufferOffset == writtenFrom)
        {
            byte[] stored = ArrayPool<byte>.Shared.Rent(own.Length);
            try
            {
                int read = log.ReadFully(stored.AsSpan(0, own.Length), bufferOffset);
                if (own.SequenceEqual(stored.AsSpan(0, read)))
                {
                    return;
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(stored);
            }
        }

        throw new FlushFailedException(
            options.Path,
            new FileSystemException(FileSystemError.InputOutput, "fdatasync", options.Path, 0, "a flush by another process failed meanwhile"));
    }
}
