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
    private readonly List<Idle> idle = [];

    /// <summary>
    /// The ones of this process. They stay long enough for the next command of a loop, and so short that a process at rest soon has none.
    /// </summary>
    internal static WaitingThreads Shared { get; } = new(TimeSpan.FromSeconds(1));

    /// <summary>Runs something on one of these threads. What awaits it goes on there too, as after any task of a thread of its own.</summary>
    internal Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(work, cancellationToken, Apart, this);

    /// <inheritdoc cref="RunAsync{T}"/>
    internal Task RunAsync(Action work, CancellationToken cancellationToken) => Task.Factory.StartNew(work, cancellationToken, Apart, this);

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        lock (gate)
        {
            if (idle is [.., Idle last])
            {
                idle.RemoveAt(idle.Count - 1);
                last.Give(task);
                return;
            }
        }

        new Thread(() => Work(task)) { IsBackground = true, Name = "Daybook, waiting for the disk" }.UnsafeStart();
    }

    /// <summary>Never: the caller's thread is not one that may wait.</summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    /// <summary>For debuggers: nothing waits for a thread here, since each task gets one at once.</summary>
    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private void Work(Task first)
    {
        using Idle between = new();
        for (Task? task = first; task is not null; task = Next(between))
        {
            TryExecuteTask(task);
        }
    }

    private Task? Next(Idle between)
    {
        lock (gate)
        {
            idle.Add(between);
        }

        bool isGiven = between.Wait(stay);
        lock (gate)
        {
            // Whoever is no longer there was given something just when it was about to leave.
            return isGiven || !idle.Remove(between) ? between.Take() : null;
        }
    }

    /// <summary>Where a thread waits to be given something.</summary>
    private sealed class Idle : IDisposable
    {
        /// <summary>Without spinning: while one waits for work, another has the processor for it.</summary>
        private readonly ManualResetEventSlim given = new(initialState: false, spinCount: 0);

        private Task? task;

        internal void Give(Task what)
        {
            task = what;
            given.Set();
        }

        internal bool Wait(TimeSpan atMost) => given.Wait(atMost);

        internal Task? Take()
        {
            given.Reset();
            return task;
        }

        /// <inheritdoc/>
        public void Dispose() => given.Dispose();
    }
}
