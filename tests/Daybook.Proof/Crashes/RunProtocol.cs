using Daybook.Embedded;
using Daybook.Embedded.Runs;
using Daybook.Runs;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Crashes;

/// <summary>Runs are created, and written anew when they end.</summary>
internal sealed class RunProtocol : CrashProtocol
{
    private static readonly RunFinish Failed = new() { Status = RunStatus.Failed, ExitCode = 3 };

    private readonly NewRun before;
    private readonly NewRun[] runs;

    public RunProtocol(CrashStore store, int seed)
        : base(store, seed)
    {
        before = Run($"{Mark}-before");
        runs = [.. Enumerable.Range(0, Random.Next(1, 3)).Select(number => Run($"run-{number}"))];
    }

    public override void Prepare(SimulatedFileSystem disk) => Open(disk, 0).Create(before);

    public override void Run(SimulatedFileSystem disk, Ledger ledger)
    {
        Finish(disk, ledger, before);
        foreach (NewRun run in runs)
        {
            Create(disk, ledger, run);
            Finish(disk, ledger, run);
        }
    }

    public override void Recover(SimulatedFileSystem disk, Ledger ledger)
    {
        Check(disk, ledger);
        var next = new NewRun { RunId = $"recovered-{ledger.Attempted.Count}", ProjectId = "p", TaskId = "t", AgentType = "codex" };
        Create(disk, ledger, next);
        Create(disk, ledger, next);
        Finish(disk, ledger, before);
        string file = $"{Store.Runs.TaskFolder("p", "t").Runs}/{before.RunId}/{RunEntry.FileName}";
        byte[] finished = BytesOf(disk, file);
        Finish(disk, ledger, before);
        Demand(BytesOf(disk, file).AsSpan().SequenceEqual(finished), "a run that ended, ended again");
        Check(disk, ledger);
    }

    private NewRun Run(string id) => new()
    {
        RunId = id,
        ProjectId = id.StartsWith(Mark, StringComparison.Ordinal) || Random.Next(2) == 0 ? "p" : "q",
        TaskId = "t",
        AgentType = "codex",
        CommandLine = Random.Next(2) == 0 ? Words(40) : null,
        AgentVersion = Random.Next(3) == 0 ? Words(8) : null,
    };

    private EmbeddedRuns Open(SimulatedFileSystem disk, int asked) => new(Store.Ports(disk, asked), Store.Runs, Store.Options);

    private void Create(SimulatedFileSystem disk, Ledger ledger, NewRun run)
    {
        ledger.Attempt($"create {run.RunId}");
        Open(disk, ledger.Attempted.Count).Create(run);
        ledger.Acknowledge($"create {run.RunId}");
    }

    private void Finish(SimulatedFileSystem disk, Ledger ledger, NewRun run)
    {
        ledger.Attempt($"finish {run.RunId}");
        Open(disk, ledger.Attempted.Count).Finish(run.RunId ?? "", Failed);
        ledger.Acknowledge($"finish {run.RunId}");
    }

    /// <summary>Each record is whole, old or new: nothing of a run is ever torn.</summary>
    private void Check(SimulatedFileSystem disk, Ledger ledger)
    {
        EmbeddedPorts ports = Store.Ports(disk, ledger.Attempted.Count);
        var problems = new ProblemList();
        Dictionary<string, RunRecord> found = new EmbeddedRuns(ports, Store.Runs, Store.Options)
            .ReadAll(null, new RunLiveness(ports.Processes), problems, CancellationToken.None)
            .ToDictionary(static read => read.View.Run.RunId, static read => read.View.Run);
        Demand(problems.Count == 0, $"a run cannot be read: {First(problems)}");
        Demand(found.ContainsKey(before.RunId ?? ""), "the run from before is gone");
        foreach (string done in ledger.Acknowledged)
        {
            string[] words = done.Split(' ');
            Demand(found.TryGetValue(words[1], out RunRecord? run), $"{done} was acknowledged, and the run is not there");
            Demand(words[0] != "finish" || run is { Status: RunStatus.Failed, ExitCode: 3 }, $"{done} was acknowledged, and it is {run?.Status}");
        }
    }
}
