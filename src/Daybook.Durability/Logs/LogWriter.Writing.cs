using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;

namespace Daybook.Durability.Logs;

/// <content>Under the lock: each entry decides, and the batch is written in one piece or not at all.</content>
internal sealed partial class LogWriter
{
    private int repairsSeen;
    private long writtenFrom;
    private long bufferOffset;
    private bool unlockFailed;

    /// <summary>Runs a batch under the lock that <see cref="Lock"/> took, releases it and flushes.</summary>
    internal void AppendLocked(List<LogEntry> batch)
    {
        IFile log = file ?? throw new InvalidOperationException("The log is not locked.");
        Watermark shared = watermark ?? throw new InvalidOperationException("The log is not locked.");
        long end;
        try
        {
            end = Write_NeedsLock(log, shared, batch);
        }
        catch (DurabilityException failure)
        {
            Fail(batch, 0, batch.Count, failure);
            return;
        }
        finally
        {
            Release(log);
        }

        try
        {
            FlushTo(log, shared, end);
        }
        catch (DurabilityException failure)
        {
            Fail(batch, 0, batch.Count, failure);
        }

        if (unlockFailed)
        {
            Close();
        }
    }

    private long Write_NeedsLock(IFile log, Watermark shared, List<LogEntry> batch)
    {
        long size = log.Stat().Length;
        shared.Read();
        Introduce_NeedsLock(shared, size);
        if (shared.IsInDoubt(identity))
        {
            RepairTail_NeedsLock(log, shared, size);
        }

        repairsSeen = shared.Flushed.Repairs;
        writtenFrom = size;
        long end = size;
        int from = 0;
        while (from < batch.Count)
        {
            int next = Prepare(log, batch, from, end, out int lines);
            if (lines > 0)
            {
                end = WriteBuffer_NeedsLock(log, shared, batch, from, next, end);
            }

            from = next;
        }

        metrics.Batch(batch.Count, end - size);
        return end;
    }

    /// <summary>Lets entries decide until the buffer is full; returns the first that did not get its turn.</summary>
    private int Prepare(IFile log, List<LogEntry> batch, int from, long size, out int lines)
    {
        lines = 0;
        buffer.CutTo(0);
        bufferOffset = size;
        LogView view = new(log, identity, size);
        if (size > 0 && !EndsInNewline(log, size))
        {
            // A torn tail, ours or another's: without this the next record would be glued to it and lost with it.
            buffer.Append((byte)'\n');
        }

        int next = from;
        for (; next < batch.Count && buffer.Length < LogLimits.BatchBytesMaximum; next++)
        {
            LogEntry entry = batch[next];
            int start = buffer.Length;
            view.NextOffset = size + start;
            try
            {
                entry.Prepare(view, buffer);
                Check(buffer.Written[start..]);
            }
            catch (Exception failure)
            {
                // The entry's own decision, or its own fault: it fails alone, but its answer too rests on what it has seen.
                buffer.CutTo(start);
                entry.Refuse(failure);
                continue;
            }

            int length = buffer.Length - start;
            entry.Position = length == 0 ? new LogPosition(size, 0) : new LogPosition(size + start, length);
            if (length > 0)
            {
                buffer.Append((byte)'\n');
                lines++;
            }
        }

        return next;
    }

    private void Check(ReadOnlySpan<byte> line)
    {
        if (line.Length > LogLimits.LineBytesMaximum)
        {
            throw new RecordTooLargeException(options.Path, line.Length, LogLimits.LineBytesMaximum);
        }

        if (line.Contains((byte)'\n'))
        {
            throw new ArgumentException("An entry is one line and brings no newline of its own.");
        }
    }

    /// <summary>
    /// Writes the buffer at the end of the log. A failure takes back what it wrote and fails the entries that decided together:
    /// one of them may rest on the line of another.
    /// </summary>
    private long WriteBuffer_NeedsLock(IFile log, Watermark shared, List<LogEntry> batch, int from, int next, long size)
    {
        try
        {
            log.WriteFully(buffer.Written, size);
        }
        catch (FileSystemException failure)
        {
            bool takenBack = TakeBack_NeedsLock(log, shared, size);
            Fail(batch, from, next, takenBack ? failure : new FlushFailedException(options.Path, failure));
            return takenBack ? size : log.Stat().Length;
        }

        long end = size + buffer.Length;
        Note_NeedsLock(shared, shared.Written with { End = end });
        return end;
    }

    /// <summary>Cuts a failed write away. Where even that fails, whole lines of it may be in the file, so that the outcome is unknown.</summary>
    private static bool TakeBack_NeedsLock(IFile log, Watermark shared, long size)
    {
        try
        {
            if (log.Stat().Length > size)
            {
                log.Truncate(size);
                Note_NeedsLock(shared, shared.Written with { Generation = shared.Written.Generation + 1 });
            }

            return true;
        }
        catch (FileSystemException)
        {
            return false;
        }
    }

    private static bool EndsInNewline(IFile log, long size)
    {
        Span<byte> last = stackalloc byte[1];
        return log.ReadFully(last, size - 1) == 1 && last[0] == '\n';
    }

    private void Release(IFile log)
    {
        try
        {
            log.Unlock();
        }
        catch (FileSystemException)
        {
            // Closing drops the lock for certain; the flush then goes through the file as it is reopened by the next append.
            unlockFailed = true;
        }
    }

    /// <summary>A refusal keeps its own reason only once a flush covers what it rests on, so a failure takes its place.</summary>
    private static void Fail(List<LogEntry> batch, int from, int next, DurabilityException failure)
    {
        for (int index = from; index < next; index++)
        {
            batch[index].Fail(failure);
        }
    }
}
