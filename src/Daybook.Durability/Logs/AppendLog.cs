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

    private readonly LogWriter writer;
    private readonly AppendLogOptions options;
    private readonly IMonotonicClock clock;
    private readonly ConcurrentQueue<LogEntry> waiting = new();
    private readonly ConcurrentQueue<TaskCompletionSource> lettingGo = new();
    private readonly List<LogEntry> batch = [];
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer idle;
    private int committing;
    private int disposed;
    private bool isIdleTimerSet;

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
    /// The log's thread: a worker that is lent to it while there is something to commit. Never the caller's stack, so that no
    /// caller blocks in a system call; and a worker rather than a thread of its own, so that a lone writer's answer and next
    /// append need no switch between threads (a switch costs a tenth of a flush on a fast disk).
    /// </summary>
    void IThreadPoolWorkItem.Execute()
    {
        do
        {
            if (waiting.IsEmpty)
            {
                // Called by the timer: nobody has come since the last batch.
                writer.LetGo();
                isIdleTimerSet = !idle.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }

            while (!waiting.IsEmpty)
            {
                Commit();
            }

            while (lettingGo.TryDequeue(out TaskCompletionSource? gone))
            {
                writer.LetGo();
                gone.TrySetResult();
            }

            if (writer.IsHolding && !isIdleTimerSet)
            {
                // It comes again until it finds the log idle: a tick during a commit is lost.
                isIdleTimerSet = idle.Change(IdleMaximum, IdleMaximum);
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

            Volatile.Write(ref committing, 0);
        }
        while ((!waiting.IsEmpty || !lettingGo.IsEmpty || Volatile.Read(ref disposed) != 0) && Interlocked.CompareExchange(ref committing, 1, 0) == 0);
    }

    private void StartCommitting()
    {
        if (Interlocked.CompareExchange(ref committing, 1, 0) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
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
        foreach (LogEntry entry in batch)
        {
            if (failure is not null)
            {
                entry.Fail(failure);
            }

            entry.Complete();
        }
    }

    /// <summary>An append that raced with disposal is answered, not left hanging.</summary>
    private void RefuseWaiting()
    {
        while (waiting.TryDequeue(out LogEntry? late))
        {
            late.Fail(new ObjectDisposedException(nameof(AppendLog)));
            late.Complete();
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
