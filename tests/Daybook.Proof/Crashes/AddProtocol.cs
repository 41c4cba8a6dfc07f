using Daybook.Memory;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Crashes;

/// <summary>Adds one after the other, by one process or by one each.</summary>
internal sealed class AddProtocol : MemoryProtocol
{
    private readonly MemoryRecord[] records;
    private readonly bool isOneProcess;

    public AddProtocol(CrashStore store, int seed)
        : base(store, seed)
    {
        records = [.. Enumerable.Range(0, Random.Next(1, 4)).Select(number => Record($"a-{number}"))];
        isOneProcess = Random.Next(2) == 0;
    }

    public override void Run(SimulatedFileSystem disk, Ledger ledger)
    {
        using MemoryProcess? one = isOneProcess ? new MemoryProcess(Store, disk, ledger) : null;
        foreach (MemoryRecord record in records)
        {
            if (one is null)
            {
                Add(disk, ledger, record);
            }
            else
            {
                one.Add(record);
            }
        }
    }
}
