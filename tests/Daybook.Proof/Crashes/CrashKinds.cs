using Daybook.Testing.Disk;

namespace Daybook.Proof.Crashes;

/// <summary>Every write protocol of every kind of record, and how each is explored.</summary>
internal static class CrashKinds
{
    /// <summary>How many crashes follow each other.</summary>
    public const int Depth = 3;

    private const double Cheap = 7;

    public static readonly IReadOnlyList<CrashKind> All =
    [
        new("add", Cheap, static (store, seed) => new AddProtocol(store, seed)),
        new("dedup add", Cheap, static (store, seed) => new DedupProtocol(store, seed)),
        new("group append", Cheap, static (store, seed) => new GroupProtocol(store, seed)),
        new("amendment", 1, static (store, seed) => new AmendmentProtocol(store, seed)),
        new("memory compaction", 1, static (store, seed) => new MemoryCompactionProtocol(store, seed)),
        new("repair", 1, static (store, seed) => new MemoryRepairProtocol(store, seed)),
        new("history move", 1, static (store, seed) => new HistoryProtocol(store, seed)),
        new("checkpoint", 1, static (store, seed) => new CheckpointProtocol(store, seed)),
        new("journal compaction", 1, static (store, seed) => new JournalCompactionProtocol(store, seed)),
        new("run rewrite", 1, static (store, seed) => new RunProtocol(store, seed)),
        new("operation", 1, static (store, seed) => new OperationProtocol(store, seed)),
    ];

    /// <summary>
    /// One round: few crashes of each run and few states of each crash, so that all protocols have had many rounds whenever the time is
    /// over. Over the seeds every call of every run is crashed, in every way.
    /// </summary>
    public static CrashOptions Round(int seed, KnownStates known) => new()
    {
        Depth = Depth,
        CrashesMaximum = 6,
        StatesMaximum = 400,
        AgainShare = 1.0 / 600,
        Seed = seed,
        Known = known,
    };
}
