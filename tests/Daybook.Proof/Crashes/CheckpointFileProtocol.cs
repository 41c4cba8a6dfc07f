using Daybook.Durability.Files;
using Daybook.Embedded;
using Daybook.Embedded.Tasks;
using Daybook.Tasks;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Crashes;

/// <summary>The checkpoint alone, written again and again: always one of them is there, whole.</summary>
internal sealed class CheckpointFileProtocol : CrashProtocol
{
    private readonly TaskRecord task;
    private readonly int writes;

    public CheckpointFileProtocol(CrashStore store, int seed)
        : base(store, seed)
    {
        task = new TaskRecord { Id = Mark, Name = "task " + Words(30), CreatedAt = StoppedClock.Noon.GetUtcNow(), Seq = 1 };
        writes = Random.Next(1, 4);
    }

    public override void Prepare(SimulatedFileSystem disk)
    {
        disk.PlantDirectory(Store.Tasks.OwnDirectory);
        Write(disk, new Ledger(disk), Content(0));
    }

    public override void Run(SimulatedFileSystem disk, Ledger ledger)
    {
        for (int number = 1; number <= writes; number++)
        {
            Next(disk, ledger);
        }
    }

    public override void Recover(SimulatedFileSystem disk, Ledger ledger)
    {
        Check(disk, ledger);
        byte[] content = Next(disk, ledger);
        Check(disk, ledger);
        Write(disk, ledger, content);
        Demand(BytesOf(disk, Store.Tasks.Checkpoint).AsSpan().SequenceEqual(content), "the same checkpoint again is another one");
    }

    private byte[] Content(int seq) => new Checkpoint(Mark, seq, seq, new BoardSummary(), [task]).Encode();

    private byte[] Next(SimulatedFileSystem disk, Ledger ledger)
    {
        byte[] content = Content(ledger.Attempted.Count + 1);
        string number = $"{ledger.Attempted.Count + 1}";
        ledger.Attempt(number);
        Write(disk, ledger, content);
        ledger.Acknowledge(number);
        return content;
    }

    private void Write(SimulatedFileSystem disk, Ledger ledger, byte[] content)
    {
        EmbeddedPorts ports = Store.Ports(disk, ledger.Attempted.Count + content.Length);
        new AtomicFile(disk, ports.NewTempName).Write(Store.Tasks.Checkpoint, content);
    }

    private void Check(SimulatedFileSystem disk, Ledger ledger)
    {
        long least = ledger.Acknowledged.Count == 0 ? 0 : int.Parse(ledger.Acknowledged[^1], System.Globalization.CultureInfo.InvariantCulture);
        long found = Checkpoint.Read(disk, Store.Tasks.Checkpoint)?.Seq ?? -1;
        Demand(found >= least && found <= ledger.Attempted.Count, $"checkpoint {found} is there, and {least} was acknowledged");
        Demand(CheckpointMark.Read(disk, Store.Tasks.Checkpoint).Seq == found, "the head of the checkpoint says something else");
    }
}
