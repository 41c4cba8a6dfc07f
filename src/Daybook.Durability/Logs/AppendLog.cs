using System.Collections.Concurrent;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;

namespace Daybook.Durability.Logs;

/// <summary>
/// An append-only file of lines that any number of threads and processes write at once. Concurrent appends share one write and
/// one flush (group commit), in the process and across processes. Docs: DURABILITY.md for the promises, FORMAT.md for the bytes.
/// </summary>
/// <remarks>
/// An append ends in one of three ways. <b>Durable</b>: its task completes, and the line survives kill -9 and power loss.
/// <b>Not stored</b>: <see cref="FileSystemException"/>, <see cref="LockTimeoutException"/>, <see cref="RecordTooLargeException"/>,
/// <see cref="LogFaultedException"/>, <see cref="UnsafeFileException"/>, cancellation, or what the entry itself threw.
/// <b>Unknown</b>: <see cref="FlushFailedException"/>. After a failed flush the log is faulted: every append fails until it is reopened.
/// </remarks>
public sealed class AppendLog : IAsyncDisposable, IThreadPoolWorkItem
{
    /// <summary>How long a lone writer's locks are kept for an append that may come.</summary>
    private static readonly TimeSpan IdleMaximum = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// How long a caller waits at most that was answered by the log's worker and then blocks it in wait for its own next append.
    /// </summary>
    private static readonly TimeSpan LendingMaximum = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// How often a worker looks whether those whom it has just answered together come back. They need some microseconds for their next appends,
    /// and who misses the flush waits for a whole one, so that without this a crowd falls apart into ever smaller batches.
    /// </summary>
    private const int LooksMaximum = 50;

    // Who has the right to commit: nobody; a worker; or whoever takes it, while the worker answers a caller.
    private const int Idle = 0;
    private const int Busy = 1;
    private const int Lent = 2;

    private readonly LogWriter writer;
    private readonly AppendLogOptions options;
    private readonly IMonotonicClock clock;
    private readonly ConcurrentQueue<LogEntry> waiting = new();
    private readonly ConcurrentQueue<TaskCompletionSource> lettingGo = new();
    private readonly List<LogEntry> batch = [];
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer idle;
    private int committing = Idle;
    private int lentTo;
    private LogEntry? answer;
    private int answered;
    private int disposed;
    private TimeSpan timerPeriod = Timeout.InfiniteTimeSpan;

    private AppendLog(LogWriter writer, AppendLogOptions options, IMonotonicClock clock, TimeProvider time)
    {
        this.writer = writer;
        this.options = options;
        this.clock = clock;
        idle = time.CreateTimer(static log => (log as AppendLog)?.StartCommitting(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Prepares a log for appending. Touches no disk: file, directory and watermark are created by the first append.</summary>
    /// <param name="options">Where it lives.</param>
    /// <param name="fileSystem">The disk.</param>
    /// <param name="clock">Measures and sleeps bounded waits.</param>
    /// <param name="time">Dates the note by which others can name us while they wait.</param>
    /// <param name="metrics">Counts what happens; it stays the caller's.</param>
    public static AppendLog Open(
        AppendLogOptions options, IFileSystem fileSystem, IMonotonicClock clock, TimeProvider time, DurabilityMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new AppendLog(new LogWriter(fileSystem, options, clock, time, metrics), options, clock, time);
    }

    /// <summary>Appends one line, given without its newline. When the task completes the line is durable.</summary>
    /// <param name="line">The line; not to be changed before the task completes.</param>
    /// <param name="cancellationToken">Withdraws the append while it waits; once it is being written it runs to its end.</param>
    public Task<LogPosition> AppendAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken) =>
        AppendAsync(new LineEntry(line), cancellationToken);

    /// <summary>Appends what an entry decides under the lock. When the task completes, its line, or what its answer rests on, is durable.</summary>
    /// <param name="entry">Decides once.</param>
    /// <param name="cancellationToken">Withdraws the append while it waits; once it is being written it runs to its end.</param>
    public Task<LogPosition> AppendAsync(LogEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref disposed) != 0, this);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<LogPosition>(cancellationToken);
        }

        // The queue needs no bound of its own: each entry is one caller who waits for it.
        entry.Deadline = clock.Elapsed + options.LockWait;
        waiting.Enqueue(entry);
        StartCommitting();
        if (closed.Task.IsCompleted)
        {
            RefuseWaiting();
        }

        return cancellationToken.CanBeCanceled ? WithdrawableAsync(entry, cancellationToken) : entry.Completion;
    }

    /// <summary>
    /// When the task completes, all that was in the log when it was called is durable, whoever wrote it. For whoever answers from what was read:
    /// its writer may have been refused by the disk, or be about to flush. Ends as an append does where it cannot be told: <see cref="FlushFailedException"/>
    /// where the flush failed, the others where the log could not be looked at.
    /// </summary>
    /// <param name="cancellationToken">Withdraws the question while it waits.</param>
    public Task ConfirmAsync(CancellationToken cancellationToken) => AppendAsync(new ConfirmingEntry(), cancellationToken);

    /// <summary>
    /// Gives back the locks that a lone writer keeps for a moment. For whoever is about to take them in another way, and would
    /// else wait for its own process.
    /// </summary>
    public Task LetGoAsync()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref disposed) != 0, this);
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lettingGo.Enqueue(gone);
        StartCommitting();
        return Task.WhenAny(gone.Task, closed.Task);
    }

    /// <summary>Finishes what was begun and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
        {
            StartCommitting();
            await closed.Task.ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The log's thread: a worker that is lent to it while there is something to commit. Never the caller's stack unless that may wait, so that
    /// no caller blocks in a system call; and a worker rather than a thread of its own, so that a lone writer's answer and next
    /// append need no switch between threads (a switch costs a tenth of a flush on a fast disk).
    /// </summary>
    void IThreadPoolWorkItem.Execute() => CommitAll();

    private void CommitAll()
    {
        do
        {
            if (waiting.IsEmpty)
            {
                // Called by the timer: nobody has come since the last batch.
                writer.LetGo();
                SetTimer(Timeout.InfiniteTimeSpan);
            }

            while (!waiting.IsEmpty)
            {
                Gather();
                Commit();
                if (writer.IsHolding || answer is not null)
                {
                    SetTimer(writer.IsHolding ? IdleMaximum : LendingMaximum);
                }

                if (!TryAnswerLone())
                {
                    return;
                }
            }

            while (lettingGo.TryDequeue(out TaskCompletionSource? gone))
            {
                writer.LetGo();
                gone.TrySetResult();
            }

            if (Volatile.Read(ref disposed) != 0)
            {
                // The right to commit is kept for good, so the writer has no other user.
                writer.Dispose();
                idle.Dispose();
                closed.TrySetResult();
                RefuseWaiting();
                return;
            }

            Volatile.Write(ref committing, Idle);
        }
        while ((!waiting.IsEmpty || !lettingGo.IsEmpty || Volatile.Read(ref disposed) != 0)
            && Interlocked.CompareExchange(ref committing, Busy, Idle) == Idle);
    }

    /// <summary>It comes again until it finds the log idle: a tick during a commit is lost.</summary>
    private void SetTimer(TimeSpan period)
    {
        if (period != timerPeriod && idle.Change(period, period))
        {
            timerPeriod = period;
        }
    }

    /// <summary>
    /// Runs on this worker what a lone caller does with its answer, most often its next append, which is then taken up here with no
    /// switch between threads. Meanwhile the right to commit lies open: another thread's append, the timer or disposal takes it, and
    /// so the caller's code may take as long as it likes. False when it was taken.
    /// </summary>
    private bool TryAnswerLone()
    {
        if (answer is not { } entry)
        {
            return true;
        }

        answer = null;
        lentTo = Environment.CurrentManagedThreadId;
        Volatile.Write(ref committing, Lent);
        entry.Complete();
        return Interlocked.CompareExchange(ref committing, Busy, Lent) == Lent;
    }

    /// <summary>Sees to it that somebody commits, unless the worker that answers this caller is about to.</summary>
    private void StartCommitting()
    {
        if (Volatile.Read(ref committing) == Lent && lentTo == Environment.CurrentManagedThreadId)
        {
            return;
        }

        bool isIdle = Interlocked.CompareExchange(ref committing, Busy, Idle) == Idle;
        if (!isIdle && Interlocked.CompareExchange(ref committing, Busy, Lent) != Lent)
        {
            return;
        }

        if (CallingThread.MayWait)
        {
            CommitAll();
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        }
    }

    /// <summary>
    /// Lets those come who share a flush, since the last one answered several. Whoever comes first after such a crowd, and alone, pays these
    /// looks once.
    /// </summary>
    private void Gather()
    {
        int expected = answered + waiting.Count;
        var looks = default(SpinWait);
        while (answered > 1 && looks.Count < LooksMaximum && waiting.Count < expected)
        {
            // Without sleeps of a millisecond, in which nobody would be served.
            looks.SpinOnce(sleep1Threshold: -1);
        }
    }

    /// <summary>Waits for the lock, then takes everybody who has come by then: the longer the wait, the larger the batch.</summary>
    private void Commit()
    {
        batch.Clear();
        if (!waiting.TryPeek(out LogEntry? oldest))
        {
            return;
        }

        try
        {
            TimeSpan left = oldest.Deadline - clock.Elapsed;
            writer.Lock(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
        catch (LockTimeoutException timeout)
        {
            // Those who came later still have time of their own.
            Take(oldest);
            Finish(new LockTimeoutException(options.Path, options.LockWait, timeout.Holder));
            return;
        }
        catch (Exception failure)
        {
            Take(last: null);
            Finish(failure);
            return;
        }

        Take(last: null);
        try
        {
            writer.AppendLocked(batch);
        }
        catch (Exception failure)
        {
            Finish(failure);
            return;
        }

        Finish(failure: null);
    }

    private void Take(LogEntry? last)
    {
        while (waiting.TryDequeue(out LogEntry? entry))
        {
            if (entry.TryTake())
            {
                batch.Add(entry);
            }

            if (entry == last)
            {
                return;
            }
        }
    }

    private void Finish(Exception? failure)
    {
        bool isLone = batch.Count == 1 && waiting.IsEmpty;
        answered = batch.Count;
        foreach (LogEntry entry in batch)
        {
            if (failure is not null)
            {
                entry.Fail(failure);
            }

            if (isLone)
            {
                answer = entry;
            }
            else
            {
                entry.CompleteElsewhere();
            }
        }
    }

    /// <summary>An append that raced with disposal is answered, not left hanging.</summary>
    private void RefuseWaiting()
    {
        while (waiting.TryDequeue(out LogEntry? late))
        {
            late.Fail(new ObjectDisposedException(nameof(AppendLog)));
            late.CompleteElsewhere();
        }
    }

    private static async Task<LogPosition> WithdrawableAsync(LogEntry entry, CancellationToken cancellationToken)
    {
        await using (cancellationToken.UnsafeRegister(static (state, token) => (state as LogEntry)?.TryWithdraw(token), entry).ConfigureAwait(false))
        {
            return await entry.Completion.ConfigureAwait(false);
        }
    }
}
