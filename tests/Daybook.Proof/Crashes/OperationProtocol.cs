using Daybook.Embedded;
using Daybook.Embedded.Operations;
using Daybook.Operations;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Crashes;

/// <summary>An operation is started, completed and linked: a log of its own, and rows that can be made anew.</summary>
internal sealed class OperationProtocol : CrashProtocol
{
    private const string Before = "01KTK4DFAS04MCX5GP1W2R6NEP";
    private const string One = "01KTK4MF47RVY2WCXGFGX5AHT6";

    private readonly NewOperation before;
    private readonly NewOperation one;
    private readonly string artifact;
    private readonly bool isFresh;

    public OperationProtocol(CrashStore store, int seed)
        : base(store, seed)
    {
        before = New(Before, Mark);
        one = New(One, "generate");
        isFresh = Random.Next(4) == 0;
        artifact = $"docs/{Random.Next(1000)}.md";
    }

    public override void Prepare(SimulatedFileSystem disk)
    {
        if (!isFresh)
        {
            Start(disk, new Ledger(disk), before);
        }
    }

    public override void Run(SimulatedFileSystem disk, Ledger ledger)
    {
        Start(disk, ledger, one);
        Complete(disk, ledger, One);
        Link(disk, ledger, One, "abcdef0");
        if (!isFresh)
        {
            Complete(disk, ledger, Before);
        }
    }

    public override void Recover(SimulatedFileSystem disk, Ledger ledger)
    {
        Check(disk, ledger);
        if (isFresh)
        {
            Start(disk, ledger, before);
        }

        string sha = $"abc{ledger.Attempted.Count:x4}";
        Link(disk, ledger, Before, sha);
        byte[] log = BytesOf(disk, Store.Operations.LogOf(Before));
        Link(disk, ledger, Before, sha);
        Demand(BytesOf(disk, Store.Operations.LogOf(Before)).AsSpan().SequenceEqual(log), "the same link was written again");
        if (!ledger.Acknowledged.Contains($"start {One}"))
        {
            Start(disk, ledger, one);
        }

        Check(disk, ledger);
    }

    private NewOperation New(string id, string action) => new() { Id = id, ProfileId = "pedro", Action = action, Actor = "codex", RequestText = Words(40) };

    private void Start(SimulatedFileSystem disk, Ledger ledger, NewOperation wanted)
    {
        ledger.Attempt($"start {wanted.Id}");
        EmbeddedPorts ports = Store.Ports(disk, ledger.Attempted.Count);
        var files = new OperationFiles(ports, Store.Operations);
        var index = new OperationIndex(ports, Store.Operations, files);
        var creation = new OperationCreation(
            ports, Store.Operations, files, new OperationFolders(ports, Store.Operations), new OperationNames(ports, Store.Operations), index);
        OperationRecord asked = OperationLifecycle.Start(wanted, wanted.Id ?? "", ports.Time.GetUtcNow());
        if (ReferenceEquals(creation.Create(asked), asked))
        {
            index.Add(asked);
        }

        ledger.Acknowledge($"start {wanted.Id}");
    }

    private void Complete(SimulatedFileSystem disk, Ledger ledger, string id) => Append(
        disk,
        ledger,
        $"complete {id}",
        (operation, now) => OperationLifecycle.Complete(
            operation, new OperationCompletion { Outcome = OperationOutcome.Done, Links = new OperationLinks { Artifacts = [artifact] } }, now));

    private void Link(SimulatedFileSystem disk, Ledger ledger, string id, string sha) =>
        Append(disk, ledger, $"link {id} {sha}", (operation, now) => OperationLifecycle.Link(operation, new OperationLinks { Commit = sha }, now));

    private void Append(
        SimulatedFileSystem disk, Ledger ledger, string words, Func<OperationRecord, DateTimeOffset, IReadOnlyList<OperationEvent>> decide)
    {
        ledger.Attempt(words);
        EmbeddedPorts ports = Store.Ports(disk, ledger.Attempted.Count);
        var appending = new OperationAppending(
            ports,
            Store.Operations,
            Store.Options,
            new OperationFiles(ports, Store.Operations),
            new OperationFolders(ports, Store.Operations),
            new OperationNames(ports, Store.Operations));
        appending.Append(words.Split(' ')[1], operation => decide(operation, ports.Time.GetUtcNow()));
        ledger.Acknowledge(words);
    }

    private void Check(SimulatedFileSystem disk, Ledger ledger)
    {
        EmbeddedPorts ports = Store.Ports(disk, ledger.Attempted.Count);
        var files = new OperationFiles(ports, Store.Operations);
        IReadOnlyList<string> ids = files.Ids();
        var problems = new ProblemList();
        Dictionary<string, OperationRecord> found = ids.Select(id => files.ReadOrReport(id, problems)).OfType<OperationRecord>()
            .ToDictionary(static operation => operation.InvocationId);
        int torn = 2 * (ledger.Attempted.Count - ledger.Acknowledged.Count);
        Demand(problems.Count <= torn, $"{problems.Count} problems, and {torn} lines can be damaged: {First(problems)}");
        Demand((isFresh && !ledger.Acknowledged.Contains($"start {Before}")) || (found.TryGetValue(Before, out OperationRecord? old) && old.HasStart && old.Action == before.Action), "the operation from before is gone");
        foreach (string done in ledger.Acknowledged)
        {
            string[] words = done.Split(' ');
            OperationRecord? operation = found.GetValueOrDefault(words[1]);
            bool isThere = operation is { HasStart: true } && words[0] switch
            {
                "complete" => operation.Outcome == OperationOutcome.Done && operation.Links.Any(link => link is OperationLink.Artifact kept && kept.Ref == artifact),
                "link" => operation.Links.Any(link => link is OperationLink.Commit kept && kept.Sha == words[2]),
                _ => true,
            };
            Demand(isThere, $"{done} was acknowledged, and is not there");
        }
    }
}
