namespace Daybook.Embedded;

/// <summary>
/// Threads for work that waits for several flushes, or for a pipe: as many as have work at once. The pool has as many as the machine has
/// processors, and writers would wait for each other there while the disk could serve them together. A thread costs as much as a flush to
/// begin, so that each stays for a moment and takes what comes next.
/// </summary>
/// <param name="stay">How long a thread stays that has nothing to do.</param>
internal sealed class WaitingThreads(TimeSpan stay) : TaskScheduler
{
    /// <summary>What the work starts itself goes to the pool, unless it says otherwise.</summary>
    private const TaskCreationOptions Apart = TaskCreationOptions.DenyChildAttach | TaskCreationOptions.HideScheduler;

    private readonly Lock gate = new();
    private readonly Queue<Task> waiting = new();
    private readonly List<ManualResetEventSlim> idle = [];

    /// <summary>
    /// The ones of this process. They stay long enough for the next command of a loop, and so short that a process at rest soon has none.
    /// </summary>
    internal static WaitingThreads Shared { get; } = new(TimeSpan.FromSeconds(1));

    /// <summary>Runs something on one of these threads. What awaits it goes on there too, as after any task of a thread of its own.</summary>
    internal Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(work, cancellationToken, Apart, this);

    /// <inheritdoc cref="RunAsync{T}"/>
    internal Task RunAsync(Action work, CancellationToken cancellationToken) => Task.Factory.StartNew(work, cancellationToken, Apart, this);

    /// <summary>
    /// Some thread looks for it at once, an idle one or a new one. Where the thread that gives it is one of these, as it is when the next thing is
    /// asked for on the heels of the last, that one mostly comes first: nothing is handed from one processor to another then.
    /// </summary>
    protected override void QueueTask(Task task)
    {
        lock (gate)
        {
            waiting.Enqueue(task);
            if (idle is [.., ManualResetEventSlim last])
            {
                idle.RemoveAt(idle.Count - 1);
                last.Set();
                return;
            }
        }

        new Thread(Work) { IsBackground = true, Name = "Daybook, waiting for the disk" }.UnsafeStart();
    }

    /// <summary>Never: the caller's thread is not one that may wait.</summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    /// <summary>For debuggers: nothing waits for a thread here, since each task gets one at once.</summary>
    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private void Work()
    {
        // Without spinning: while one waits for work, another has the processor for it.
        using var wanted = new ManualResetEventSlim(initialState: false, spinCount: 0);
        do
        {
            while (Next(wanted) is { } task)
            {
                TryExecuteTask(task);
            }
        }
        while (IsWanted(wanted));
    }

    /// <summary>What is to be done next; null where there is nothing, and then the thread counts as idle.</summary>
    private Task? Next(ManualResetEventSlim wanted)
    {
        lock (gate)
        {
            if (waiting.TryDequeue(out Task? task))
            {
                return task;
            }

            idle.Add(wanted);
            return null;
        }
    }

    /// <summary>Waits for something to do, for as long as a thread stays.</summary>
    private bool IsWanted(ManualResetEventSlim wanted)
    {
        bool isGiven = wanted.Wait(stay);
        lock (gate)
        {
            // Whoever is no longer there was asked just when it was about to leave.
            isGiven |= !idle.Remove(wanted);
        }

        wanted.Reset();
        return isGiven;
    }
}
