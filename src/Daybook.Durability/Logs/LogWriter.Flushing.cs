using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;

namespace Daybook.Durability.Logs;

/// <content>After the lock is released: one flush serves every process that wrote before it began.</content>
internal sealed partial class LogWriter
{
    private static readonly TimeSpan FlushPollMinimum = TimeSpan.FromMicroseconds(50);
    private static readonly TimeSpan FlushPollMaximum = TimeSpan.FromMilliseconds(1);

    /// <summary>How long a flusher lets those who wrote beside it last time write once more, so that one flush serves them too.</summary>
    private static readonly TimeSpan SiblingWait = TimeSpan.FromMicroseconds(30);

    /// <summary>
    /// A process that was stopped while it flushes must not stop others for long: after this their own flush, which needs no
    /// one's leave, takes the place of the shared one.
    /// </summary>
    private static readonly TimeSpan SharedFlushWait = TimeSpan.FromSeconds(1);

    /// <summary>What the last flush took: whoever waits for another's looks about twice while it runs, and leaves the processor to it.</summary>
    private TimeSpan lastFlush = FlushPollMaximum;
    private long lastEnd;
    private bool hasSiblings;

    /// <summary>Makes the log durable up to an end, by our own flush or by one that another process began after our write.</summary>
    private void FlushTo(IFile log, Watermark shared, long end)
    {
        TimeSpan began = clock.Elapsed;
        TimeSpan pause = lastFlush / 2;
        pause = pause < FlushPollMinimum ? FlushPollMinimum : pause > FlushPollMaximum ? FlushPollMaximum : pause;
        while (true)
        {
            shared.Read();
            if (IsCovered(log, shared, end))
            {
                metrics.FlushShared();
                return;
            }

            // A doubt is most often a flush that is under way: its lock is asked for only when it should be over by now.
            TimeSpan waited = clock.Elapsed - began;
            if ((shared.IsInDoubt(identity) && waited < 4 * pause) || !shared.TryLock())
            {
                if (waited > SharedFlushWait)
                {
                    Flush(log);
                    return;
                }

                clock.Pause(pause);
                continue;
            }

            try
            {
                shared.Read();
                if (IsCovered(log, shared, end))
                {
                    metrics.FlushShared();
                    return;
                }

                if (!shared.IsInDoubt(identity))
                {
                    BeginFlush_NeedsFlushLock(shared);
                    Flush_NeedsFlushLock(log, shared, end);
                    return;
                }
            }
            finally
            {
                ReleaseFlushing(shared);
            }

            RepairTail(log, shared);
        }
    }

    private bool IsCovered(IFile log, Watermark shared, long end)
    {
        if (shared.Flushed.Identity == identity && shared.Flushed.Repairs != repairsSeen)
        {
            VerifyOwnBytes(log);
            repairsSeen = shared.Flushed.Repairs;
        }

        return shared.Covers(identity, end);
    }

    /// <summary>The mark of a flush under way, so that one that fails or dies leaves a doubt that others see.</summary>
    private FlushedMark Doubt(Watermark shared, WrittenMark marked)
    {
        FlushedMark before = shared.Flushed;
        if (before.Identity != identity)
        {
            return new FlushedMark(identity, marked.Generation, End: -1, Base: writtenFrom, InDoubt: true, before.Repairs);
        }

        return before.Generation == marked.Generation
            ? before with { InDoubt = true }
            : before with { Generation = marked.Generation, End = -1, InDoubt = true };
    }

    private void BeginFlush_NeedsFlushLock(Watermark shared)
    {
        try
        {
            shared.Write(Doubt(shared, shared.Written));
        }
        catch (FileSystemException failure)
        {
            // A flush that could fail without leaving a mark would let a later one vouch for pages that the kernel dropped.
            throw Fault(failure);
        }
    }

    /// <summary>
    /// Marks the end of a batch and the flush of it. A disk that copies what is written over has no room for that when it is full: then the batch
    /// is taken back, so that nothing of it is stored and that is known. Not where half of the mark is there: others believe that there is as much.
    /// </summary>
    private void BeginFlush_NeedsBothLocks(IFile log, Watermark shared, WrittenMark marked, long size)
    {
        WrittenMark before = shared.Written;
        try
        {
            shared.Write(marked, Doubt(shared, marked));
        }
        catch (FileSystemException failure)
        {
            shared.Read();
            bool isUnmarked = before.Identity == identity && shared.Written == before;
            throw isUnmarked && TakeBack_NeedsLock(log, shared, size) ? failure : (DurabilityException)Fault(failure);
        }
    }

    private void Flush_NeedsFlushLock(IFile log, Watermark shared, long end)
    {
        if (!shared.Flushed.InDoubt || (isHolding && end <= heldEnd))
        {
            // Nothing was written, and what the answers rest on was flushed before.
            return;
        }

        FlushedMark begun = shared.Flushed;
        if (hasSiblings)
        {
            clock.Pause(SiblingWait);
            shared.Read();
        }

        long covered = shared.Written.Identity == identity ? Math.Max(end, shared.Written.End) : end;
        Flush(log);
        if (isHolding)
        {
            heldEnd = end;
            return;
        }

        try
        {
            shared.Write(begun with { End = covered, InDoubt = false });
        }
        catch (FileSystemException)
        {
            // The doubt stays; it costs the next writer a look at the tail and loses nothing.
        }
    }

    private void Flush(IFile log)
    {
        TimeSpan began = clock.Elapsed;
        try
        {
            log.Flush();
        }
        catch (FileSystemException failure)
        {
            throw Fault(failure);
        }

        lastFlush = clock.Elapsed - began;
        metrics.Flush(lastFlush);
    }

    private FlushFailedException Fault(FileSystemException failure)
    {
        fault = failure;
        metrics.FlushFailed();
        return new FlushFailedException(options.Path, failure);
    }
}
