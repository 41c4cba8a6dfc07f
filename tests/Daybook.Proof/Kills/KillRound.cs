using System.Collections.Concurrent;
using System.Globalization;
using Daybook.Proof.Steps;
using Daybook.Proof.Stores;

namespace Daybook.Proof.Kills;

/// <summary>One store, four writers that are killed again and again, and a look at what is left.</summary>
/// <param name="budget">Ends the killing.</param>
/// <param name="seed">Decides the moments.</param>
/// <param name="isHasty">Whether writers tell of acknowledgements that they did not wait for.</param>
internal sealed class KillRound(ProofBudget budget, int seed, bool isHasty)
{
    private const int Writers = 4;

    /// <summary>How much a writer may tell before it is killed: a few times through the life of a thing.</summary>
    private const int LinesMax = 24;

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
        await new StepCheck(scratch.Folder, ledger, ledger.CopyAcknowledged()).MustHoldAsync(kills.Count);
    }

    private async Task LiveAsync(string folder, int number, int hits)
    {
        var random = new Random(seed + number);
        var writer = new SteppingWriter(folder, ledger, isHasty);
        for (int life = 0; Hits < hits && !budget.IsOver; life++)
        {
            string kind = SteppingWriter.Kinds[(number + life) % SteppingWriter.Kinds.Count];
            string name = string.Create(CultureInfo.InvariantCulture, $"writer-{number}-life-{life}");
            kills.Enqueue((kind, await writer.LiveAsync(kind, name, (life * Writers) + number, random.Next(1, LinesMax), random)));
        }
    }
}
