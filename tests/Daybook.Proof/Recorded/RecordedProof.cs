using System.Collections.Concurrent;
using System.Globalization;
using Daybook.Proof.Commands;

namespace Daybook.Proof.Recorded;

/// <summary>Every command that writes, its system calls recorded, and the disks that a power loss at any of them may leave.</summary>
internal sealed class RecordedProof : IProof
{
    private const int ThreadsMax = 2;

    /// <summary>One state in so many is mended by the real binary too: 200 of a whole run.</summary>
    private const int ProgramEvery = 50;

    /// <summary>How many states of a moment are looked at in the first round; each round doubles it.</summary>
    private const int StatesAtFirst = 4;

    private const int FailuresMax = 5;

    public string Name => "recorded";

    public string Claim => "Whatever a power loss leaves of the recorded calls of the real program, nothing acknowledged is lost, all is readable, and doctor leaves nothing.";

    public string Unit => "disk states";

    public long Wanted => 10_000;

    public TimeSpan Limit => TimeSpan.FromSeconds(60);

    public TimeSpan Takes => TimeSpan.FromSeconds(37);

    public async Task<ProofReport> RunAsync(ProofBudget budget)
    {
        await Recording.SkipUnlessPossibleAsync();
        using SeededStore seeded = await SeededStore.CreateAsync();
        var recordings = new ConcurrentBag<Recording>();
        await Parallel.ForEachAsync(Chosen(budget), new ParallelOptions { MaxDegreeOfParallelism = ThreadsMax }, async (command, _) =>
            recordings.Add(await Recording.MakeAsync(seeded, command)));

        CrashPlace[] places = [.. Interleave([.. recordings.Select(static recording => (CrashPlace[])[.. CrashPlaces.Unordered(recording).Concat(CrashPlaces.Ordered(recording))])])];
        return await CheckAsync(places, budget, recordings.Sum(static recording => recording.Changes.Count));
    }

    /// <summary>Checks states of the same moments again and again, each time more of each.</summary>
    public static IEnumerable<CrashedState> States(IReadOnlyList<CrashPlace> places, int seed)
    {
        var seen = new HashSet<(string, ulong, string, bool)>();
        for (int round = 0; round < 20; round++)
        {
            foreach (CrashPlace place in places)
            {
                foreach (CrashedState state in place.States(StatesAtFirst << round, seed + round))
                {
                    if (seen.Add(state.Key))
                    {
                        yield return state;
                    }
                }
            }
        }
    }

    private static async Task<ProofReport> CheckAsync(CrashPlace[] places, ProofBudget budget, int calls)
    {
        long states = 0;
        int byProgram = 0;
        var failures = new ConcurrentQueue<string>();
        IEnumerable<CrashedState> wanted = States(places, budget.Seed).TakeWhile(_ => !budget.IsSpent(Interlocked.Read(ref states)) && failures.Count < FailuresMax);
        await Parallel.ForEachAsync(wanted, new ParallelOptions { MaxDegreeOfParallelism = ThreadsMax }, async (state, _) =>
        {
            try
            {
                await StateCheck.CheckAsync(state);
                if (Interlocked.Increment(ref states) % ProgramEvery == 0)
                {
                    await StateCheck.CheckByProgramAsync(state);
                    Interlocked.Increment(ref byProgram);
                }
            }
            catch (ProofFailedException failure)
            {
                failures.Enqueue(failure.Message);
            }
        });
        return failures.IsEmpty
            ? new ProofReport(states,
            [
                string.Create(CultureInfo.InvariantCulture, $"{places.Select(static place => place.Recording).Distinct().Count()} commands, {calls:N0} recorded calls, {places.Length:N0} moments"),
                string.Create(CultureInfo.InvariantCulture, $"{byProgram:N0} of the states were mended by the real program too"),
            ])
            : throw new ProofFailedException(string.Join('\n', failures));
    }

    private static IEnumerable<WriteCommand> Chosen(ProofBudget budget) => WriteCommands.All.Take((int)Math.Clamp(budget.Wanted / 50, 4, WriteCommands.All.Count));

    private static IEnumerable<CrashPlace> Interleave(CrashPlace[][] places)
    {
        for (int number = 0; number < places.Max(static list => list.Length); number++)
        {
            foreach (CrashPlace[] list in places.Where(list => number < list.Length))
            {
                yield return list[number];
            }
        }
    }
}
