using Daybook.Embedded.Runs;
using Daybook.Runs;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Crashes;

/// <summary>One record of a run, written anew again and again: always one of them is there, whole.</summary>
internal sealed class RunFileProtocol : CrashProtocol
{
    private readonly RunEntry entry;
    private readonly NewRun run;
    private readonly int writes;

    public RunFileProtocol(CrashStore store, int seed)
        : base(store, seed)
    {
        entry = new RunEntry(store.Runs.TaskFolder("p", "t"), $"{Mark}-run");
        run = new NewRun { RunId = entry.RunId, ProjectId = "p", TaskId = "t", AgentType = "codex", CommandLine = Words(30) };
        writes = Random.Next(1, 4);
    }

    public override void Prepare(SimulatedFileSystem disk) => new EmbeddedRuns(Store.Ports(disk, 0), Store.Runs, Store.Options).Create(run);

    public override void Run(SimulatedFileSystem disk, Ledger ledger)
    {
        for (int number = 0; number < writes; number++)
        {
            Write(disk, ledger);
        }
    }

    public override void Recover(SimulatedFileSystem disk, Ledger ledger)
    {
        int found = Check(disk, ledger);
        Demand(Check(disk, ledger) == found, "to read a second time tells something else");
        Write(disk, ledger);
        byte[] written = BytesOf(disk, entry.File);
        new RunFiles(Store.Ports(disk, ledger.Attempted.Count), Store.Runs).Sync(entry);
        Demand(BytesOf(disk, entry.File).AsSpan().SequenceEqual(written), "to make it durable changed it");
    }

    private void Write(SimulatedFileSystem disk, Ledger ledger)
    {
        ledger.Attempt("write");
        int number = ledger.Attempted.Count;
        var files = new RunFiles(Store.Ports(disk, number), Store.Runs);
        RunDocument document = files.ReadRequired(entry);
        files.Replace(entry, document, document.Record with { Status = RunStatus.Failed, ExitCode = number });
        ledger.Acknowledge($"{number}");
    }

    private int Check(SimulatedFileSystem disk, Ledger ledger)
    {
        int found = new RunFiles(Store.Ports(disk, ledger.Attempted.Count), Store.Runs).ReadRequired(entry).Record.ExitCode ?? 0;
        int least = ledger.Acknowledged.Count == 0 ? 0 : int.Parse(ledger.Acknowledged[^1], System.Globalization.CultureInfo.InvariantCulture);
        Demand(found >= least && found <= ledger.Attempted.Count, $"version {found} is there, and {least} was acknowledged");
        return found;
    }
}
