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
        bool flushing = isHolding;
        long end;
        try
        {
            flushing = flushing || shared.TryLock();
            end = Write_NeedsLock(log, shared, batch, flushing);
        }
        catch (DurabilityException failure)
        {
            Fail(batch, 0, batch.Count, failure);
            Release(log, shared, flushing);
            return;
        }

        HoldIfAlone(flushing);
        if (!isHolding)
        {
            Release(log);
        }

        try
        {
            if (flushing)
            {
                Flush_NeedsFlushLock(log, shared, end);
            }
            else
            {
                FlushTo(log, shared, end);
            }
        }
        catch (DurabilityException failure)
        {
            Fail(batch, 0, batch.Count, failure);
            if (isHolding)
            {
                isHolding = false;
                Release(log);
            }
        }

        if (flushing && !isHolding)
        {
            ReleaseFlushing(shared);
        }

        if (unlockFailed)
        {
            Close();
        }
    }

    /// <summary>
    /// Writes the batch. Where nobody else is flushing, the right to flush was taken first, and the doubt is marked together
    /// with the end, in one call.
    /// </summary>
    private long Write_NeedsLock(IFile log, Watermark shared, List<LogEntry> batch, bool flushing)
    {
        long size = lockedLength;
        if (!isHolding)
        {
            LookAround_NeedsLock(log, shared, size, flushing);
        }

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

        if (end == size && !flushing)
        {
            KeepTail_NeedsLock(log, shared, size);
        }

        metrics.Batch(batch.Count, end - size);
        MarkEnd_NeedsLock(log, shared, size, end, flushing);
        lastEnd = end;
        return end;
    }

    /// <summary>What have others left since we held the lock last?</summary>
    private void LookAround_NeedsLock(IFile log, Watermark shared, long size, bool flushing)
    {
        shared.Read();
        shared.NoteHolder(self);
        Introduce_NeedsLock(shared, size);
        if (flushing && shared.IsInDoubt(identity))
        {
            MendBeforeWriting(log, shared, size);
        }

        hasSiblings = lastEnd > 0 && size != lastEnd;
        batchesAlone = hasSiblings ? 0 : batchesAlone + 1;
        repairsSeen = shared.Flushed.Repairs;
    }

    private void MendBeforeWriting(IFile log, Watermark shared, long size)
    {
        try
        {
            RepairTail_NeedsBothLocks(log, shared, size);
        }
        catch (FlushFailedException failure)
        {
            // Nothing of this batch is in the file yet, so its outcome is known.
            throw new LogFaultedException(options.Path, failure);
        }
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
                bool wrote = buffer.Length > start;
                buffer.CutTo(start);
                entry.Refuse(failure, wrote);
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

        return size + buffer.Length;
    }

    private void MarkEnd_NeedsLock(IFile log, Watermark shared, long size, long end, bool flushing)
    {
        WrittenMark marked = shared.Written with { End = Math.Max(shared.Written.End, end) };
        if (!flushing)
        {
            Note_NeedsLock(shared, marked);
        }
        else if (!isHolding && !shared.Covers(identity, end))
        {
            BeginFlush_NeedsBothLocks(log, shared, marked, size);
        }
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

    private void Release(IFile log, Watermark shared, bool flushing)
    {
        isHolding = false;
        Release(log);
        if (flushing)
        {
            ReleaseFlushing(shared);
        }

        if (unlockFailed)
        {
            Close();
        }
    }

    private void Release(IFile log)
    {
        try
        {
            log.Unlock();
        }
        catch (FileSystemException)
        {
            // Closing drops the lock for certain; it waits until the flush has gone through this descriptor.
            unlockFailed = true;
        }
    }

    private void ReleaseFlushing(Watermark shared)
    {
        try
        {
            shared.Unlock();
        }
        catch (FileSystemException)
        {
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
