using System.Globalization;
using Daybook.Proof.Stores;

namespace Daybook.Proof.Histories;

/// <summary>Eight processes do all kinds of things with the same few records; some are killed; what they were answered is judged.</summary>
internal sealed class HistoriesProof : IProof
{
    private const int Processes = 8;
    private const int ShownMax = 200;

    /// <summary>The pause between kills. It is the experiment itself and no wait for anything.</summary>
    private static readonly TimeSpan KillPeriod = TimeSpan.FromSeconds(1.5);

    public string Name => "histories";

    public string Claim => "What processes are answered about one record at the same time, they could have been answered one after the other, also when some are killed.";

    public string Unit => "operations";

    public long Wanted => 10_000;

    public TimeSpan Limit => TimeSpan.FromSeconds(40);

    public TimeSpan Takes => TimeSpan.FromSeconds(11);

    public async Task<ProofReport> RunAsync(ProofBudget budget)
    {
        using var scratch = new ScratchStore();
        int each = (int)((budget.Wanted + Processes - 1) / Processes);
        HistoryProcess[] processes = [.. Enumerable.Range(0, Processes).Select(number => new HistoryProcess(scratch.Folder, scratch.Outside, number, each, budget))];
        Task work = Task.WhenAll(processes.Select(static process => process.RunAsync()));
        int kills = await KillAsync(processes, work, budget);

        HistoryOperation[] all = [.. processes.SelectMany(static process => process.Operations)];
        List<string> lines = [string.Create(CultureInfo.InvariantCulture, $"{Processes} processes, {kills} killed, {all.Count(static operation => operation.Result is null)} operations that nobody heard the answer of")];
        foreach (IGrouping<string, HistoryOperation> kind in all.GroupBy(static operation => operation.Kind, StringComparer.Ordinal).OrderBy(static kind => kind.Key, StringComparer.Ordinal))
        {
            HistoryOperation[][] records = [.. kind.GroupBy(static operation => operation.Key, StringComparer.Ordinal).Select(static record => record.ToArray())];
            foreach (HistoryOperation[] record in records)
            {
                Judge(kind.Key, record, budget.Seed);
            }

            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{kind.Key}: {kind.Count():N0} operations on {records.Length} records, {records.Max(static record => record.Length)} on one"));
        }

        return new ProofReport(all.Length, lines);
    }

    /// <summary>Says that a record's history has an order.</summary>
    /// <exception cref="ProofFailedException">It has none.</exception>
    public static void Judge(string kind, IReadOnlyCollection<HistoryOperation> record, int seed)
    {
        if (!new HistoryChecker(HistoryModels.Of(kind, record)).IsLinearizable(record))
        {
            IEnumerable<HistoryOperation> shown = record.OrderBy(static operation => operation.Called).Take(ShownMax);
            throw new ProofFailedException($"no order explains what was answered about {kind} {record.First().Key} (seed {seed}):\n    {string.Join("\n    ", shown)}");
        }
    }

    private static async Task<int> KillAsync(HistoryProcess[] processes, Task work, ProofBudget budget)
    {
        var random = new Random(budget.Seed);
        using var timer = new PeriodicTimer(KillPeriod);
        int kills = 0;
        while (!work.IsCompleted && !budget.IsOver)
        {
            await Task.WhenAny(work, timer.WaitForNextTickAsync().AsTask());
            kills += !work.IsCompleted && processes[random.Next(processes.Length)].TryKill() ? 1 : 0;
        }

        while (!work.IsCompleted)
        {
            // Time is over: what is under way is cut off, as by any other kill.
            Array.ForEach(processes, static process => process.TryKill());
            await Task.WhenAny(work, timer.WaitForNextTickAsync().AsTask());
        }

        await work;
        return kills;
    }
}
