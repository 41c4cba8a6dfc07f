using System.Buffers;

namespace Daybook.Durability.Logs;

/// <summary>
/// One append that decides under the lock what to write, so that looking and writing are one step also across processes.
/// Used once.
/// </summary>
public abstract class LogEntry : IThreadPoolWorkItem
{
    // Whoever completes it runs the caller's code with it, and so decides on which thread that is.
    private readonly TaskCompletionSource<LogPosition> completion = new();
    private int state;
    private bool refused;

    private enum Stage
    {
        Waiting,
        Taken,
        Withdrawn,
    }

    internal Task<LogPosition> Completion => completion.Task;

    internal TimeSpan Deadline { get; set; }

    internal LogPosition Position { get; set; }

    internal Exception? Failure { get; private set; }

    private CancellationToken Withdrawal { get; set; }

    /// <summary>
    /// Looks at the log and writes one line, without its newline, or nothing. Called once, on the log's thread, under its lock:
    /// be quick. What is thrown here reaches the caller, with nothing written for this entry.
    /// </summary>
    /// <param name="view">The log as it is now.</param>
    /// <param name="output">Takes the line.</param>
    /// <remarks>
    /// Where nothing is written the answer rests on what is in the log; it is given only once a flush covers that, as is an
    /// exception thrown here.
    /// </remarks>
    protected internal abstract void Prepare(LogView view, IBufferWriter<byte> output);

    /// <summary>Called after <see cref="Prepare"/> when the line was not stored after all, or nobody knows; what was remembered of it is void.</summary>
    protected internal virtual void Undo()
    {
    }

    /// <summary>From here on the entry is the log's and cannot be withdrawn.</summary>
    internal bool TryTake() => Interlocked.CompareExchange(ref state, (int)Stage.Taken, (int)Stage.Waiting) == (int)Stage.Waiting;

    internal void TryWithdraw(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref state, (int)Stage.Withdrawn, (int)Stage.Waiting) == (int)Stage.Waiting)
        {
            Withdrawal = cancellationToken;
            CompleteElsewhere();
        }
    }

    /// <summary>The entry decided against itself; the reason is given once a flush covers what it has seen.</summary>
    /// <param name="reason">What it threw, or why its line is refused.</param>
    /// <param name="wrote">Whether it wrote a line, which is not stored now.</param>
    internal void Refuse(Exception reason, bool wrote)
    {
        refused = true;
        Failure = reason;
        if (wrote)
        {
            Undo();
        }
    }

    /// <summary>The entry could not be stored, or nobody knows. The first failure stands, a mere refusal does not.</summary>
    internal void Fail(Exception failure)
    {
        if (Failure is null || refused)
        {
            refused = false;
            Failure = failure;
            Undo();
        }
    }

    /// <summary>Gives the answer on a worker of the pool: the caller's code must not hold up the log, or whoever cancels.</summary>
    internal void CompleteElsewhere() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);

    /// <summary>Gives the answer and runs on this thread what the caller does with it.</summary>
    internal void Complete()
    {
        if (Withdrawal.IsCancellationRequested)
        {
            completion.TrySetCanceled(Withdrawal);
        }
        else if (Failure is { } failure)
        {
            completion.TrySetException(failure);
        }
        else
        {
            completion.TrySetResult(Position);
        }
    }

    void IThreadPoolWorkItem.Execute() => Complete();
}
