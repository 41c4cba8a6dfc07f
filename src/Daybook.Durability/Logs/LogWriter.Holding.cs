using Daybook.Durability.Errors;

namespace Daybook.Durability.Logs;

/// <content>
/// A lone writer keeps both locks for a moment between its batches: on a fast disk taking and marking them anew costs a fifth of
/// a flush. The doubt stays marked meanwhile, so a process that dies here leaves what one that dies in a flush leaves.
/// </content>
internal sealed partial class LogWriter
{
    /// <summary>How many batches in a row must have found nobody else before the locks are kept.</summary>
    private const int BatchesAloneMinimum = 16;

    /// <summary>The longest that others wait for it: a few flushes.</summary>
    private static readonly TimeSpan HoldMaximum = TimeSpan.FromMilliseconds(1);

    private bool isHolding;
    private int batchesAlone;
    private TimeSpan holdingSince;
    private long heldEnd;

    /// <summary>Whether the locks are kept: whoever drives this must call <see cref="LetGo"/> soon if it has nothing to append.</summary>
    internal bool IsHolding => isHolding;

    /// <summary>Gives the locks back and tells in the watermark what was flushed under them.</summary>
    internal void LetGo()
    {
        if (!isHolding || file is not { } log || watermark is not { } shared)
        {
            return;
        }

        isHolding = false;
        try
        {
            shared.Write(shared.Written with { End = lastEnd }, shared.Flushed with { End = heldEnd, InDoubt = false });
        }
        catch (FileSystemException)
        {
            // The doubt stays; it costs the next writer a look at the tail and loses nothing.
        }

        Release(log);
        ReleaseFlushing(shared);
    }

    private void HoldIfAlone(bool flushing)
    {
        if (!isHolding)
        {
            isHolding = flushing && batchesAlone >= BatchesAloneMinimum && watermark is { Flushed.InDoubt: true };
            holdingSince = clock.Elapsed;
            heldEnd = watermark?.Flushed.End ?? 0;
        }
    }

    /// <summary>Within the bound, and the file at the path is the one we left, to the byte; else everything is looked at anew.</summary>
    private bool IsStillOurs()
    {
        bool isInTime = clock.Elapsed - holdingSince < HoldMaximum;
        if (isInTime && fileSystem.Stat(options.Path) is { } there && there.IsSameFile(opened) && there.Length == lastEnd)
        {
            lockedLength = lastEnd;
            return true;
        }

        LetGo();
        return false;
    }
}
