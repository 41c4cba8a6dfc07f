namespace Daybook.Embedded;

/// <summary>Reads the parts of something on all processors and hands out the results in the order of the parts.</summary>
internal static class ReadAhead
{
    // More processors than this would wait for the one that takes the results.
    private const int ProcessorsMax = 8;

    /// <summary>
    /// What each part gives. A few parts are read before they are asked for, and no more, so that memory stays flat however many there
    /// are. Whoever stops early waits for those under way, since what they read may be closed then.
    /// </summary>
    /// <param name="parts">Taken one by one, on the caller's thread.</param>
    /// <param name="read">Called on several threads at once; what it throws comes out in its part's turn.</param>
    internal static IEnumerable<TResult> InOrder<TPart, TResult>(IEnumerable<TPart> parts, Func<TPart, TResult> read)
    {
        int ahead = 2 * Math.Min(Environment.ProcessorCount, ProcessorsMax);
        var underWay = new Queue<Task<TResult>>();
        using var stop = new CancellationTokenSource();
        using IEnumerator<TPart> next = parts.GetEnumerator();
        try
        {
            while (true)
            {
                while (underWay.Count < ahead && next.MoveNext())
                {
                    TPart part = next.Current;
                    underWay.Enqueue(Task.Run(() => read(part), stop.Token));
                }

                if (!underWay.TryPeek(out Task<TResult>? first))
                {
                    yield break;
                }

                // A part that no thread has begun is read on this one: the wait never depends on a free thread of the pool.
                TResult result = first.GetAwaiter().GetResult();
                _ = underWay.Dequeue();
                yield return result;
            }
        }
        finally
        {
            stop.Cancel();
            Task all = Task.WhenAll(underWay);
            all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        }
    }
}
