using Daybook.Memory;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Crashes;

/// <summary>Callers that come at once and share a write and a flush, in one process or in two by turns.</summary>
internal sealed class GroupProtocol : MemoryProtocol
{
    private readonly MemoryRecord[][] batches;

    public GroupProtocol(CrashStore store, int seed)
        : base(store, seed) => batches =
        [
            .. Enumerable.Range(0, Random.Next(1, 3)).Select(batch => Enumerable.Range(0, Random.Next(2, 6)).Select(number => Record($"g-{batch}-{number}")).ToArray()),
        ];

    public override void Run(SimulatedFileSystem disk, Ledger ledger)
    {
        using var one = new MemoryProcess(Store, disk, ledger);
        using var two = new MemoryProcess(Store, disk, ledger);
        for (int batch = 0; batch < batches.Length; batch++)
        {
            (batch % 2 == 0 ? one : two).Add(batches[batch]);
        }
    }
}
