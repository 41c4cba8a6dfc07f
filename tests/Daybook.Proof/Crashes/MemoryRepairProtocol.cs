using System.Text;
using Daybook.Embedded;
using Daybook.Embedded.Memory;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Crashes;

/// <summary>Doctor mends a damaged log: whole records stay, and damaged bytes are kept aside.</summary>
internal sealed class MemoryRepairProtocol : MemoryProtocol
{
    private readonly string garbage;
    private readonly int damaged;

    public MemoryRepairProtocol(CrashStore store, int seed)
        : base(store, seed)
    {
        damaged = Random.Next(1, 4);
        garbage = string.Concat(Enumerable.Range(0, damaged).Select(number => $"garbage {number} {Words(30)}\n"));
    }

    protected override int DamagedBefore => base.DamagedBefore + damaged;

    public override void Prepare(SimulatedFileSystem disk)
    {
        disk.PlantDirectory(Store.Memory.Directory);
        disk.PlantFile(Store.Memory.Log, garbage);
        base.Prepare(disk);
    }

    public override void Run(SimulatedFileSystem disk, Ledger ledger) => Fix(disk, ledger);

    public override void Recover(SimulatedFileSystem disk, Ledger ledger)
    {
        Check(disk, ledger);
        DemandKept(disk);
        Fix(disk, ledger);
        byte[] mended = BytesOf(disk, Store.Memory.Log);
        DemandKept(disk);
        List<Finding> left = Fix(disk, ledger);
        Demand(left.Count == 0, $"a second repair found {left.FirstOrDefault()?.Problem} again");
        Demand(BytesOf(disk, Store.Memory.Log).AsSpan().SequenceEqual(mended), "a second repair changed the log");
        var problems = new ProblemList();
        Demand(Read(disk, problems).Count == IdsBefore.Length && problems.Count == 0, "the mended log lacks records, or cannot be read whole");
    }

    private List<Finding> Fix(SimulatedFileSystem disk, Ledger ledger)
    {
        ledger.Attempt(Work);
        List<Finding> findings = new MemoryDoctor(Store.Ports(disk, ledger.Attempted.Count), Store.Memory, Store.MemorySetup, Store.Options)
            .Fix(bytes: null, CancellationToken.None);
        ledger.Acknowledge(Work);
        return findings;
    }

    /// <summary>The damaged lines are in the log or beside it.</summary>
    private void DemandKept(SimulatedFileSystem disk)
    {
        byte[] wanted = Encoding.UTF8.GetBytes(garbage);
        string aside = Store.Memory.QuarantineDirectory;
        bool isKept = BytesOf(disk, Store.Memory.Log).AsSpan().IndexOf(wanted) >= 0
            || (disk.Exists(aside) && disk.List(aside).Any(name => BytesOf(disk, $"{aside}/{name}").AsSpan().IndexOf(wanted) >= 0));
        Demand(isKept, "the damaged lines are gone");
    }
}
