using Daybook.Testing.Disk;

namespace Daybook.Proof.Crashes;

/// <summary>Every write protocol of every kind of record, and how each is explored.</summary>
internal static class CrashKinds
{
    /// <summary>How many crashes follow each other.</summary>
    public const int Depth = 3;

    private const double Cheap = 11;

    public static readonly IReadOnlyList<CrashKind> All =
    [
        new("add", Cheap, static (store, seed) => IsWhole(seed) ? new AddProtocol(store, seed) : new LogProtocol(store, seed, LogWork.Append)),
        new("group append", Cheap, static (store, seed) => IsWhole(seed) ? new GroupProtocol(store, seed) : new LogProtocol(store, seed, LogWork.Group)),
        new("dedup add", 1, static (store, seed) => new DedupProtocol(store, seed)),
        new("amendment", 1, static (store, seed) => IsWhole(seed) ? new AmendmentProtocol(store, seed) : new LogProtocol(store, seed, LogWork.Rare)),
        new("memory compaction", 1, static (store, seed) => IsWhole(seed) ? new MemoryCompactionProtocol(store, seed) : new LogProtocol(store, seed, LogWork.Replace)),
        new("repair", 1, static (store, seed) => IsWhole(seed) ? new MemoryRepairProtocol(store, seed) : new LogProtocol(store, seed, LogWork.Rewrite)),
        new("history move", 1, static (store, seed) => IsWhole(seed) ? new HistoryProtocol(store, seed) : new HistoryFileProtocol(store, seed)),
        new("checkpoint", 1, static (store, seed) => IsWhole(seed) ? new CheckpointProtocol(store, seed) : new CheckpointFileProtocol(store, seed)),
        new("journal compaction", 1, static (store, seed) => IsWhole(seed) ? new JournalCompactionProtocol(store, seed) : new LogProtocol(store, seed, LogWork.Rotate)),
        new("run rewrite", 1, static (store, seed) => IsWhole(seed) ? new RunProtocol(store, seed) : new RunFileProtocol(store, seed)),
        new("operation", 1, static (store, seed) => new OperationProtocol(store, seed)),
    ];

    /// <summary>
    /// One round: few crashes of each run and few states of each crash, so that all protocols have had many rounds whenever the time is
    /// over. Over the seeds every call of every run is crashed, in every way. Whole commands take ten times as long for a state, and have fewer.
    /// </summary>
    public static CrashOptions Round(int seed, KnownStates known) => new()
    {
        Depth = Depth,
        CrashesMaximum = 6,
        StatesMaximum = IsWhole(seed) ? 50 : 400,
        AgainShare = 1.0 / 600,
        Seed = seed,
        Known = known,
    };

    /// <summary>Whether a seed crashes the whole command of its kind, or, as most do, the files alone, which takes a tenth of the time or less.</summary>
    private static bool IsWhole(int seed) => ((uint)seed * 2654435761 >> 16) % 50 == 0;
}
