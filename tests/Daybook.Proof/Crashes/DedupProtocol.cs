using System.Text;
using Daybook.Durability.FileSystem;
using Daybook.Memory;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Crashes;

/// <summary>Events that are there already: of ours, or of a program that wrote them and never flushed. The answer rests on what it saw.</summary>
internal sealed class DedupProtocol : MemoryProtocol
{
    private readonly MemoryRecord first;
    private readonly MemoryRecord[] repeats;
    private readonly byte[]? foreign;

    public DedupProtocol(CrashStore store, int seed)
        : base(store, seed)
    {
        string fingerprint = "f" + Words(12);
        first = Record("d-0", fingerprint);
        repeats = [.. Enumerable.Range(1, Random.Next(1, 3)).Select(number => Record($"d-{number}", fingerprint))];
        foreign = Random.Next(2) == 0
            ? Encoding.UTF8.GetBytes($"{{\"id\":\"d-0\",\"type\":\"note\",\"fingerprint\":\"{fingerprint}\",\"timestamp\":\"2026-11-01T11:00:00Z\"}}\n")
            : null;
    }

    /// <summary>The other program writes to a log that is there.</summary>
    protected override int LeastBefore => 1;

    /// <summary>The other program's line can be torn too.</summary>
    protected override int DamagedBefore => base.DamagedBefore + (foreign is null ? 0 : 2);

    public override void Run(SimulatedFileSystem disk, Ledger ledger)
    {
        if (foreign is null)
        {
            Add(disk, ledger, first);
        }
        else
        {
            ledger.Attempt("d-0");
            using IFile file = disk.Open(Store.Memory.Log, OpenMode.Append);
            byte[] there = BytesOf(disk, Store.Memory.Log);
            file.WriteFully(there.Length > 0 && there[^1] != '\n' ? [(byte)'\n', .. foreign] : foreign, 0);
        }

        foreach (MemoryRecord record in repeats)
        {
            Add(disk, ledger, record);
        }
    }
}
