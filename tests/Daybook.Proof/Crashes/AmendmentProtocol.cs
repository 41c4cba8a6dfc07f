using Daybook.Embedded.Memory;
using Daybook.Memory;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Crashes;

/// <summary>A record is superseded and another forgotten: lines in the log of amendments.</summary>
internal sealed class AmendmentProtocol(CrashStore store, int seed) : MemoryProtocol(store, seed)
{
    private const string Forgetting = "forget ";

    protected override int LeastBefore => 1;

    private string Target => IdsBefore[0];

    private string Added => $"{Mark}-new";

    public override void Prepare(SimulatedFileSystem disk)
    {
        base.Prepare(disk);
        Add(disk, new Ledger(disk), new MemoryRecord { Id = Added, Type = "note", Title = Words(20) });
    }

    public override void Run(SimulatedFileSystem disk, Ledger ledger)
    {
        Supersede(disk, ledger);
        Forget(disk, ledger);
    }

    public override void Recover(SimulatedFileSystem disk, Ledger ledger)
    {
        CheckAmended(disk, ledger);
        Supersede(disk, ledger);
        Forget(disk, ledger);
        byte[] recovered = BytesOf(disk, Store.Memory.Amendments);
        CheckAmended(disk, ledger);
        Supersede(disk, ledger);
        Forget(disk, ledger);
        Demand(BytesOf(disk, Store.Memory.Amendments).AsSpan().SequenceEqual(recovered), "what was amended was amended again");
    }

    private void Supersede(SimulatedFileSystem disk, Ledger ledger)
    {
        if (Read(disk, new ProblemList()).Contains(Target))
        {
            ledger.Attempt("supersede");
            MemoryAmending amending = Amending(disk, ledger);
            (MemoryRecord old, MemoryRecord better) = amending.FindBoth(new MemorySupersede { Id = Target, By = Added }, CancellationToken.None);
            amending.Link(old, better, agent: null);
            ledger.Acknowledge("supersede");
        }
    }

    private void Forget(SimulatedFileSystem disk, Ledger ledger)
    {
        ledger.Attempt(Forgetting + Target);
        Amending(disk, ledger).Forget(new MemoryForget { Id = Target, Reason = "proof" }, CancellationToken.None);
        ledger.Acknowledge(Forgetting + Target);
    }

    private MemoryAmending Amending(SimulatedFileSystem disk, Ledger ledger) =>
        new(Store.Ports(disk, ledger.Attempted.Count), Store.Memory, Store.Options);

    private void CheckAmended(SimulatedFileSystem disk, Ledger ledger)
    {
        var problems = new ProblemList();
        string? superseded = null;
        List<string> ids = [];
        using (MemoryHistory history = MemoryHistory.Open(disk, Store.Memory, problems, CancellationToken.None))
        {
            foreach (MemoryRecord record in history.Read())
            {
                ids.Add(record.Id ?? "");
                superseded = record.Id == Target ? record.SupersededBy : superseded;
            }
        }

        bool isForgotten = ledger.Acknowledged.Contains(Forgetting + Target);
        bool isThere = ids.Contains(Target);
        Demand(!(isForgotten && isThere), $"{Target} was forgotten, and is there");
        Demand(isThere || ledger.Attempted.Contains(Forgetting + Target), $"{Target} is gone, and nobody forgot it");
        Demand(!isThere || superseded == Added || !ledger.Acknowledged.Contains("supersede"), $"{Target} was superseded, and does not say so");
        Demand(ids.Count == IdsBefore.Length + (isThere ? 1 : 0), $"other records are gone: [{string.Join(' ', ids)}]");
        int torn = DamagedBefore + ledger.Attempted.Count - ledger.Acknowledged.Count;
        Demand(problems.Count <= torn, $"{problems.Count} problems, and {torn} lines can be damaged: {First(problems)}");
    }
}
