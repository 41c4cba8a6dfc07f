using System.Collections.Concurrent;

namespace Daybook.Proof.Fuzzing;

/// <summary>
/// Attacks several parsers at once, each as often as the others: in slices, in turn, so that a run that is cut short has tried them all.
/// </summary>
/// <param name="targets">The parsers.</param>
/// <param name="hangMax">How long one input may take.</param>
internal sealed class FuzzRun(IReadOnlyList<IFuzzTarget> targets, TimeSpan hangMax)
{
    /// <summary>Inputs of one slice; the choices in it depend on its number and the seed alone.</summary>
    public const int SliceLength = 200;

    /// <summary>Longer than any garbage collection or busy machine takes; what is parsed is a few kilobytes.</summary>
    public static readonly TimeSpan HangMax = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan WatchPeriod = TimeSpan.FromMilliseconds(100);

    private readonly long[] done = new long[targets.Count];
    private readonly long[] ticks = new long[targets.Count];
    private readonly ConcurrentDictionary<string, FuzzFinding> findings = new(StringComparer.Ordinal);
    private long turn = -1;

    /// <summary>The first finding of each parser that has one.</summary>
    public IReadOnlyCollection<FuzzFinding> Findings => [.. findings.Values];

    /// <summary>How many inputs each parser took.</summary>
    public IReadOnlyList<long> Done => done;

    /// <summary>How long they took together.</summary>
    public TimeSpan TimeOf(int index) => TimeSpan.FromTicks(ticks[index]);

    /// <summary>Attacks them, so often each, or until the budget's time is over.</summary>
    /// <param name="budget">The seed and the time.</param>
    /// <param name="each">How often each.</param>
    public async Task RunAsync(ProofBudget budget, long each)
    {
        long turns = (each + SliceLength - 1) / SliceLength * targets.Count;
        FuzzWorker[] workers = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(static _ => new FuzzWorker())];
        Task[] threads = [.. workers.Select(worker => OnThread(() => Work(worker, budget, turns)))];
        Task all = Task.WhenAll(threads);
        using var timer = new PeriodicTimer(WatchPeriod);
        while (!all.IsCompleted)
        {
            await Task.WhenAny(all, timer.WaitForNextTickAsync().AsTask());
            if (Array.Find(workers, worker => worker.FindHang(hangMax) is not null)?.FindHang(hangMax) is { } hang)
            {
                // Nothing ends a thread that hangs but the end of the process.
                findings.TryAdd(hang.Target, hang);
                return;
            }
        }

        await all;
    }

    private static Task OnThread(Action work)
    {
        var ended = new TaskCompletionSource();
        new Thread(() =>
        {
            try
            {
                work();
                ended.SetResult();
            }
            catch (Exception failure)
            {
                ended.SetException(failure);
            }
        })
        { IsBackground = true }.Start();
        return ended.Task;
    }

    private void Work(FuzzWorker worker, ProofBudget budget, long turns)
    {
        long mine;
        while ((mine = Interlocked.Increment(ref turn)) < turns && !budget.IsSpent(mine * SliceLength))
        {
            int index = (int)(mine % targets.Count);
            IFuzzTarget target = targets[index];
            if (findings.ContainsKey(target.Name))
            {
                continue;
            }

            TimeSpan begun = budget.Elapsed;
            FuzzFinding? finding = worker.Try(target, FuzzRandom.Of(budget.Seed, target.Name, mine / targets.Count), SliceLength);
            Interlocked.Add(ref ticks[index], (budget.Elapsed - begun).Ticks);
            Interlocked.Add(ref done[index], SliceLength);
            if (finding is not null)
            {
                findings.TryAdd(target.Name, finding);
            }
        }
    }
}
