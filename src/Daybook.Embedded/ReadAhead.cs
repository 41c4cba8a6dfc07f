using System.Runtime.ExceptionServices;

namespace Daybook.Embedded;

/// <summary>Reads the parts of something on all processors and hands out the results in the order of the parts.</summary>
internal static class ReadAhead
{
    // More processors than this would wait for the one that takes the results.
    private const int ProcessorsMax = 8;

    /// <summary>
    /// What each part gives. The caller's thread reads parts as the others do while the next result is not there, so that it waits for
    /// no free thread of the pool. A few parts are read before they are asked for, and no more, so that memory stays flat however many
    /// there are. Whoever stops early waits for those under way, since what they read may be closed then.
    /// </summary>
    /// <param name="parts">Taken one by one, by one thread at a time.</param>
    /// <param name="read">Called on several threads at once; what it throws comes out in its part's turn.</param>
    internal static IEnumerable<TResult> InOrder<TPart, TResult>(IEnumerable<TPart> parts, Func<TPart, TResult> read)
    {
        using IEnumerator<TPart> next = parts.GetEnumerator();
        using var reading = new Reading<TPart, TResult>(next, read, Math.Min(Environment.ProcessorCount, ProcessorsMax));
        while (reading.TryTake() is { } done)
        {
            yield return done.GetAwaiter().GetResult();
        }
    }

    private sealed class Reading<TPart, TResult>(IEnumerator<TPart> parts, Func<TPart, TResult> read, int processors)
        : IThreadPoolWorkItem, IDisposable
    {
        private readonly Lock gate = new();
        private readonly Queue<Task<TResult>> begun = new();
        private int workers;
        private bool isStopped;

        /// <summary>The next part's result; null behind the last.</summary>
        internal Task<TResult>? TryTake()
        {
            while (true)
            {
                Task<TResult>? first;
                Task<TResult>? own;
                lock (gate)
                {
                    StartWorkers_NeedsGate();
                    if (begun.TryPeek(out first) && first.IsCompleted)
                    {
                        return begun.Dequeue();
                    }

                    // Decided in one with the look above: else another thread could begin the last part between the two.
                    own = Begin_NeedsGate();
                }

                if (own is not null)
                {
                    own.RunSynchronously(TaskScheduler.Default);
                }
                else if (first is not null)
                {
                    Wait(first);
                }
                else
                {
                    return null;
                }
            }
        }

        void IThreadPoolWorkItem.Execute()
        {
            while (Begin() is { } part)
            {
                part.RunSynchronously(TaskScheduler.Default);
            }

            lock (gate)
            {
                workers--;
            }
        }

        public void Dispose()
        {
            lock (gate)
            {
                isStopped = true;
            }

            Wait(Task.WhenAll(begun));
        }

        private static void Wait(Task task) => task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();

        private void StartWorkers_NeedsGate()
        {
            while (!isStopped && workers < processors - 1)
            {
                workers++;
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
        }

        private Task<TResult>? Begin()
        {
            lock (gate)
            {
                return Begin_NeedsGate();
            }
        }

        /// <summary>A part for this thread to read; null when enough is under way, or nothing is left.</summary>
        private Task<TResult>? Begin_NeedsGate()
        {
            if (isStopped || begun.Count >= 2 * processors || Next() is not { } work)
            {
                return null;
            }

            var part = new Task<TResult>(work);
            begun.Enqueue(part);
            return part;
        }

        private Func<TResult>? Next()
        {
            try
            {
                if (parts.MoveNext())
                {
                    TPart part = parts.Current;
                    return () => read(part);
                }

                isStopped = true;
                return null;
            }
            catch (Exception failure)
            {
                // It comes out behind the results of the parts before it.
                isStopped = true;
                var captured = ExceptionDispatchInfo.Capture(failure);
                return () =>
                {
                    captured.Throw();
                    throw captured.SourceException;
                };
            }
        }
    }
}
