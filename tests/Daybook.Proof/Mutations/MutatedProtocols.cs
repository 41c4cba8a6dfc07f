using Daybook.Proof.Crashes;

namespace Daybook.Proof.Mutations;

/// <summary>The protocols from which protections are taken.</summary>
internal static class MutatedProtocols
{
    public static readonly IReadOnlyList<(string Name, Func<CrashStore, int, CrashProtocol> Create)> All =
    [
        ("append", static (store, seed) => new LogProtocol(store, seed, LogWork.Append)),
        ("group append", static (store, seed) => new LogProtocol(store, seed, LogWork.Group)),
        ("log replacement", static (store, seed) => new LogProtocol(store, seed, LogWork.Replace)),
        ("log repair", static (store, seed) => new LogProtocol(store, seed, LogWork.Rewrite)),
        ("log rotation", static (store, seed) => new LogProtocol(store, seed, LogWork.Rotate)),
        ("add", static (store, seed) => new AddProtocol(store, seed)),
        ("dedup add", static (store, seed) => new DedupProtocol(store, seed)),
        ("amendment", static (store, seed) => new AmendmentProtocol(store, seed)),
        ("memory compaction", static (store, seed) => new MemoryCompactionProtocol(store, seed)),
        ("memory repair", static (store, seed) => new MemoryRepairProtocol(store, seed)),
        ("history move", static (store, seed) => new HistoryProtocol(store, seed)),
        ("history", static (store, seed) => new HistoryFileProtocol(store, seed)),
        ("checkpoint", static (store, seed) => new CheckpointProtocol(store, seed)),
        ("checkpoint file", static (store, seed) => new CheckpointFileProtocol(store, seed)),
        ("journal compaction", static (store, seed) => new JournalCompactionProtocol(store, seed)),
        ("run", static (store, seed) => new RunProtocol(store, seed)),
        ("run rewrite", static (store, seed) => new RunFileProtocol(store, seed)),
        ("operation", static (store, seed) => new OperationProtocol(store, seed)),
    ];
}
