using Daybook.Embedded.Memory;
using Daybook.Memory;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Crashes;

/// <summary>What all protocols on the memory log share: some history before, and the questions afterwards.</summary>
internal abstract class MemoryProtocol : CrashProtocol
{
    /// <summary>The ledger's word for what stores no record.</summary>
    protected const string Work = "work";

    private readonly MemoryRecord[] before;
    private readonly byte[] tail;

    protected MemoryProtocol(CrashStore store, int seed)
        : base(store, seed)
    {
        before = [.. Enumerable.Range(0, Random.Next(5) == 0 ? LeastBefore : Random.Next(1, 4)).Select(number => Record($"{Mark}-{number}"))];
        tail = Random.Next(3) switch
        {
            0 => "{\"id\":\"torn"u8.ToArray(),
            1 when Random.Next(4) == 0 => new byte[Random.Next(1, 40)],
            _ => [],
        };
    }

    /// <summary>How many records there are at least; with none the store is fresh.</summary>
    protected virtual int LeastBefore => 0;

    /// <summary>How many lines before are damaged from the start.</summary>
    protected virtual int DamagedBefore => tail.Length > 0 ? 1 : 0;

    protected string[] IdsBefore => [.. before.Select(static record => record.Id ?? "")];

    public override void Prepare(SimulatedFileSystem disk)
    {
        if (before.Length > 0)
        {
            using var process = new MemoryProcess(Store, disk, new Ledger(disk));
            process.Add(before);
        }

        if (tail.Length > 0 && before.Length > 0)
        {
            disk.PlantFile(Store.Memory.Log, [.. disk.ReadBytes(Store.Memory.Log), .. tail]);
        }
    }

    public override void Recover(SimulatedFileSystem disk, Ledger ledger)
    {
        Check(disk, ledger);
        byte[] found = BytesOf(disk, Store.Memory.Log);
        MemoryRecord next = new() { Id = $"r-{ledger.Attempted.Count}", Type = "note" };
        Add(disk, ledger, next);
        byte[] recovered = BytesOf(disk, Store.Memory.Log);
        Demand(recovered.Length > found.Length && recovered.AsSpan().StartsWith(found), "the next add changed bytes that were there");
        Add(disk, ledger, next);
        Demand(BytesOf(disk, Store.Memory.Log).AsSpan().SequenceEqual(recovered), "the same add again wrote again");
    }

    /// <summary>A record of any size.</summary>
    protected MemoryRecord Record(string id, string? fingerprint = null) => new()
    {
        Id = id,
        Type = "note",
        Fingerprint = fingerprint,
        Title = Words(24),
        Summary = Random.Next(3) == 0 ? Words(60) : null,
    };

    protected void Add(SimulatedFileSystem disk, Ledger ledger, params MemoryRecord[] records)
    {
        using var process = new MemoryProcess(Store, disk, ledger);
        process.Add(records);
    }

    /// <summary>Everything acknowledged is there once, nothing else is, and no line is damaged that a crash cannot have torn.</summary>
    protected List<string> Check(SimulatedFileSystem disk, Ledger ledger)
    {
        var problems = new ProblemList();
        List<string> ids = Read(disk, problems);
        foreach (string id in before.Select(static record => record.Id ?? "").Concat(ledger.Acknowledged.Where(static word => word != Work)))
        {
            Demand(ids.IndexOf(id) is >= 0 and var at && ids.LastIndexOf(id) == at, $"{id} is not there once, but [{string.Join(' ', ids)}]");
        }

        foreach (string id in ids)
        {
            Demand(id.StartsWith(Mark, StringComparison.Ordinal) || ledger.Attempted.Contains(id), $"{id} is there, and nobody wrote it");
        }

        int torn = DamagedBefore + ledger.Attempted.Count - ledger.Acknowledged.Count;
        Demand(problems.Count <= torn, $"{problems.Count} problems, and {torn} lines can be damaged: {First(problems)}");
        return ids;
    }

    /// <summary>The ids of all records, in order, as the store reads them.</summary>
    protected List<string> Read(SimulatedFileSystem disk, ProblemList problems)
    {
        var ids = new List<string>();
        using MemoryHistory history = MemoryHistory.Open(disk, Store.Memory, problems, CancellationToken.None);
        foreach (MemoryRecord record in history.Read())
        {
            ids.Add(record.Id ?? "");
        }

        return ids;
    }
}
