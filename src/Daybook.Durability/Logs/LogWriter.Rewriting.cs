using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;

namespace Daybook.Durability.Logs;

/// <content>What a rewrite, or an overwrite in place, needs of the log and its watermark.</content>
internal sealed partial class LogWriter
{
    /// <summary>The log's length at a moment when no write is under way. What lies before it is neither cut off nor changed by a writer any more.</summary>
    /// <param name="expected">The file that is meant.</param>
    /// <exception cref="LogReplacedException">Another file is at the path.</exception>
    internal long MeasureWhole(FileStat expected)
    {
        Lock(options.LockWait);
        try
        {
            Demand(expected);
            return lockedLength;
        }
        finally
        {
            Close();
        }
    }

    /// <summary>Takes the log's lock for a rewrite and makes all that is in the log durable first.</summary>
    /// <param name="expected">The file that is meant.</param>
    /// <returns>The log's length.</returns>
    /// <exception cref="LogReplacedException">Another file is at the path.</exception>
    internal long LockSettled(FileStat expected)
    {
        Lock(options.LockWait);
        Demand(expected);
        return Settle_NeedsLock();
    }

    /// <summary>
    /// Makes all that is in the log durable. A tail in doubt is written again: a copy of it would be sound, but lines that stay in
    /// the old file must be on the medium before others are told so.
    /// </summary>
    /// <returns>The log's length.</returns>
    internal long Settle_NeedsLock()
    {
        (IFile log, Watermark shared) = Locked_NeedsLock();
        LockFlushing_NeedsLock(log, shared);
        try
        {
            shared.Read();
            shared.NoteHolder(self);
            Introduce_NeedsLock(shared, lockedLength);
            writtenFrom = lockedLength;
            if (shared.IsInDoubt(identity))
            {
                MendBeforeWriting(log, shared, lockedLength);
            }
            else if (!shared.Covers(identity, lockedLength))
            {
                FlushWhole_NeedsBothLocks(log, shared, static () => { });
            }
        }
        finally
        {
            ReleaseFlushing(shared);
        }

        return lockedLength;
    }

    /// <summary>Writes bytes over those that are in the file, at their offsets, filler first, and flushes both. Length, inode and all other bytes stay.</summary>
    internal void Overwrite_NeedsLock(IReadOnlyList<(long Offset, byte[] Bytes)> spans)
    {
        (IFile log, Watermark shared) = Locked_NeedsLock();
        using IFile inPlace = fileSystem.Open(options.Path, OpenMode.ReadWrite);
        if (!inPlace.Stat().IsSameFile(opened))
        {
            throw new LogReplacedException(options.Path);
        }

        LockFlushing_NeedsLock(log, shared);
        try
        {
            shared.Read();
            FlushWhole_NeedsBothLocks(log, shared, () => LineOverwriter.Write(inPlace, spans, isFiller: true));
            FlushWhole_NeedsBothLocks(log, shared, () => LineOverwriter.Write(inPlace, spans, isFiller: false));
        }
        finally
        {
            ReleaseFlushing(shared);
        }
    }

    private (IFile Log, Watermark Watermark) Locked_NeedsLock() => file is { } log && watermark is { } shared
        ? (log, shared)
        : throw new InvalidOperationException("The log is not locked.");

    private void Demand(FileStat expected)
    {
        if (!opened.IsSameFile(expected))
        {
            throw new LogReplacedException(options.Path);
        }
    }

    /// <summary>A flush may be under way. Whoever holds the right to flush never waits for the log's lock meanwhile, so this cannot lock up.</summary>
    private void LockFlushing_NeedsLock(IFile log, Watermark shared)
    {
        if (!shared.TryLock(options.LockWait, clock))
        {
            throw new LockTimeoutException(options.Path, options.LockWait, FindHolder(log, shared));
        }
    }

    /// <summary>The doubt is marked first, so that a failure here makes the next writer look at the tail that others may wait for.</summary>
    private void FlushWhole_NeedsBothLocks(IFile log, Watermark shared, Action write)
    {
        BeginFlush_NeedsFlushLock(shared);
        FlushedMark begun = shared.Flushed;
        write();
        Flush(log);
        try
        {
            shared.Write(begun with { End = Math.Max(begun.End, lockedLength), InDoubt = false });
        }
        catch (FileSystemException)
        {
            // The doubt stays; it costs the next writer a look at the tail and loses nothing.
        }
    }
}
