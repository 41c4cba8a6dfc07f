using System.Collections.Concurrent;
using System.Globalization;
using Daybook.Proof.Commands;

namespace Daybook.Proof.Faults;

/// <summary>Every command that writes, by the real binary, while one of its system calls fails.</summary>
internal sealed class ShimProof : IProof
{
    private const int ProcessesMax = 2;

    /// <summary>So many are told; the first alone may be the least telling.</summary>
    private const int FailuresMax = 8;

    private readonly ConcurrentDictionary<string, int> errors = new(StringComparer.Ordinal);

    public string Name => "shim";

    public string Claim => "Whatever a disk answers to a call of the real program: what it says is true, nothing acknowledged is lost, and the store works once the disk does.";

    public string Unit => "failed system calls";

    public long Wanted => 500;

    public TimeSpan Limit => TimeSpan.FromSeconds(45);

    public TimeSpan Takes => TimeSpan.FromSeconds(29);

    public async Task<ProofReport> RunAsync(ProofBudget budget)
    {
        using SeededStore seeded = await SeededStore.CreateAsync();
        var random = new Random(budget.Seed);
        var commands = new ConcurrentBag<(FaultedCommand Command, SoundRun Sound, Queue<Fault> Faults)>();
        await Parallel.ForEachAsync(Chosen(budget), new ParallelOptions { MaxDegreeOfParallelism = ProcessesMax }, async (command, _) =>
        {
            var faulted = new FaultedCommand(seeded, command);
            (SoundRun sound, IReadOnlyList<FaultCall> calls) = await faulted.RunSoundAsync();
            lock (random)
            {
                commands.Add((faulted, sound, new Queue<Fault>(FaultTable.Of(calls, random))));
            }
        });

        int all = commands.Sum(static command => command.Faults.Count);
        long hits = 0;
        var failures = new ConcurrentQueue<Exception>();
        IEnumerable<(FaultedCommand Command, SoundRun Sound, Fault Fault)> cases = Interleave(commands)
            .TakeWhile(_ => !budget.IsSpent(Interlocked.Read(ref hits)) && failures.Count < FailuresMax);
        await Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = ProcessesMax }, async (one, _) =>
        {
            try
            {
                if (await one.Command.CheckAsync(one.Sound, one.Fault))
                {
                    Interlocked.Increment(ref hits);
                    errors.AddOrUpdate(one.Fault.Error, 1, static (_, count) => count + 1);
                }
            }
            catch (ProofFailedException failure)
            {
                failures.Enqueue(failure);
            }
        });

        return failures.IsEmpty
            ? new ProofReport(hits,
            [
                string.Create(CultureInfo.InvariantCulture, $"{commands.Count} commands, of {all:N0} cases that there are"),
                string.Join(", ", errors.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => $"{pair.Key} {pair.Value}")),
            ])
            : throw new ProofFailedException(string.Join('\n', failures.Select(static failure => failure.Message)));
    }

    /// <summary>All commands, or of a sample as many as it has cases for.</summary>
    private static IEnumerable<WriteCommand> Chosen(ProofBudget budget) => WriteCommands.All.Take((int)Math.Max(5, Math.Min(budget.Wanted, int.MaxValue)));

    private static IEnumerable<(FaultedCommand Command, SoundRun Sound, Fault Fault)> Interleave(
        IReadOnlyCollection<(FaultedCommand Command, SoundRun Sound, Queue<Fault> Faults)> commands)
    {
        while (commands.Any(static command => command.Faults.Count > 0))
        {
            foreach ((FaultedCommand command, SoundRun sound, Queue<Fault> faults) in commands)
            {
                if (faults.TryDequeue(out Fault? fault))
                {
                    yield return (command, sound, fault);
                }
            }
        }
    }
}
