using System.Text;
using Daybook.Embedded.Memory;
using Daybook.Memory;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Crashes;

/// <summary>Old records move to the archive while others come: each is found once, wherever it stands.</summary>
internal sealed class MemoryCompactionProtocol : MemoryProtocol
{
    private const int RetentionDays = 90;

    private readonly string lines;
    private readonly int damaged;
    private readonly MemoryRecord? first;
    private readonly MemoryRecord? last;

    public MemoryCompactionProtocol(CrashStore store, int seed)
        : base(store, seed)
    {
        var text = new StringBuilder();
        for (int number = 0, count = Random.Next(2, 6); number < count; number++)
        {
            int days = Random.Next(2) == 0 || number == 0 ? Random.Next(100, 400) : Random.Next(60);
            DateTimeOffset at = StoppedClock.Noon.GetUtcNow().AddDays(-days);
            text.Append($"{{\"id\": \"{Mark}-old-{number}\", \"type\": \"note\", \"title\": \"{Words(12)}\", \"timestamp\": \"{at:yyyy-MM-dd'T'HH:mm:ss'Z'}\"}}\n");
            if (Random.Next(5) == 0)
            {
                text.Append("garbage\n");
                damaged++;
            }
        }

        lines = text.ToString();
        first = Random.Next(2) == 0 ? Record("c-first") : null;
        last = Random.Next(2) == 0 ? Record("c-last") : null;
    }

    protected override int DamagedBefore => base.DamagedBefore + damaged;

    public override void Prepare(SimulatedFileSystem disk)
    {
        disk.PlantDirectory(Store.Memory.Directory);
        disk.PlantFile(Store.Memory.Log, lines);
        base.Prepare(disk);
    }

    public override void Run(SimulatedFileSystem disk, Ledger ledger)
    {
        if (first is not null)
        {
            Add(disk, ledger, first);
        }

        Compact(disk, ledger);
        if (last is not null)
        {
            Add(disk, ledger, last);
        }
    }

    public override void Recover(SimulatedFileSystem disk, Ledger ledger)
    {
        Check(disk, ledger);
        Compact(disk, ledger);
        List<string> ids = Check(disk, ledger);
        byte[] log = BytesOf(disk, Store.Memory.Log);
        IReadOnlyList<string> archive = disk.List(Store.Memory.ArchiveDirectory);
        MemoryCompacted again = Compact(disk, ledger);
        Demand(again.Moved == 0 && BytesOf(disk, Store.Memory.Log).AsSpan().SequenceEqual(log), "a second compaction moved records again");
        Demand(disk.List(Store.Memory.ArchiveDirectory).SequenceEqual(archive), "a second compaction changed the archive");
        for (int number = 0; lines.Contains($"{Mark}-old-{number}\"", StringComparison.Ordinal); number++)
        {
            Demand(ids.Count(id => id == $"{Mark}-old-{number}") == 1, $"{Mark}-old-{number} is not there once, but [{string.Join(' ', ids)}]");
        }
    }

    private MemoryCompacted Compact(SimulatedFileSystem disk, Ledger ledger)
    {
        ledger.Attempt(Work);
        MemoryCompacted done = new MemoryCompactor(Store.Ports(disk, ledger.Attempted.Count), Store.Memory, Store.Options)
            .Compact(RetentionDays, isDryRun: false, bytes: null, CancellationToken.None);
        ledger.Acknowledge(Work);
        return done;
    }
}
