using System.Collections.Concurrent;
using System.Globalization;
using Daybook.Embedded;
using Daybook.Proof.Stores;

namespace Daybook.Proof.Kills;

/// <summary>One store, four writers that are killed again and again, and a look at what is left.</summary>
/// <param name="budget">Ends the killing.</param>
/// <param name="seed">Decides the moments.</param>
/// <param name="isHasty">Whether writers tell of acknowledgements that they did not wait for.</param>
internal sealed class KillRound(ProofBudget budget, int seed, bool isHasty)
{
    private const int Writers = 4;

    private static readonly string[] Kinds = ["memory", "tasks", "runs", "operations", "drafts"];

    private readonly ConcurrentQueue<(string Kind, bool IsHit)> kills = new();
    private readonly StepLedger ledger = new();

    /// <summary>How many kills hit a write that was under way.</summary>
    public int Hits => kills.Count(static kill => kill.IsHit);

    /// <summary>What each kill met.</summary>
    public IReadOnlyCollection<(string Kind, bool IsHit)> Kills => kills;

    /// <summary>How many writes were acknowledged.</summary>
    public int Acknowledged => ledger.Acknowledged;

    /// <summary>Kills until so many kills have hit, and looks.</summary>
    /// <exception cref="ProofFailedException">Something acknowledged is lost, or cannot be read, or cannot be mended.</exception>
    public async Task RunAsync(int hits)
    {
        using var scratch = new ScratchStore();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => LiveAsync(scratch.Folder, writer, hits))));
        await using EmbeddedStore store = await scratch.OpenAsync();
        StoredSteps stored = await StoredSteps.ReadAsync(store);
        if (stored.Problems.Count > kills.Count)
        {
            throw Failed($"{stored.Problems.Count} places cannot be read after {kills.Count} kills", stored.Problems.Items);
        }

        MustBe(stored, "after the kills");
        IReadOnlyList<Finding> left = await StoreMending.FixAsync(store, scratch.Folder);
        if (left.Count > 0)
        {
            throw Failed("doctor leaves findings", left);
        }

        await using EmbeddedStore mended = await scratch.OpenAsync();
        StoredSteps kept = await StoredSteps.ReadAsync(mended);
        MustBe(kept, "after doctor --fix");
        if (kept.Problems.Count > 0)
        {
            throw Failed("doctor leaves what cannot be read", kept.Problems.Items);
        }
    }

    private async Task LiveAsync(string folder, int number, int hits)
    {
        var random = new Random(seed + number);
        var writer = new SteppingWriter(folder, ledger, isHasty);
        for (int life = 0; Hits < hits && !budget.IsOver; life++)
        {
            string kind = Kinds[(number + life) % Kinds.Length];
            string name = string.Create(CultureInfo.InvariantCulture, $"writer-{number}-life-{life}");
            kills.Enqueue((kind, await writer.LiveAsync(kind, name, (life * Writers) + number, random)));
        }
    }

    private void MustBe(StoredSteps stored, string when)
    {
        IReadOnlyList<string> wrong = ledger.Compare(stored.Steps);
        if (wrong.Count > 0)
        {
            throw Failed($"{wrong.Count} things are not as acknowledged {when}", wrong);
        }
    }

    private static ProofFailedException Failed<T>(string what, IEnumerable<T> items) => new($"{what}:\n{string.Join('\n', items.Take(10))}");
}
