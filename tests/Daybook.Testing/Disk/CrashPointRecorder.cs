namespace Daybook.Testing.Disk;

/// <summary>
/// Watches one run and notes the moments worth a crash: each side of each call, except where neither the disk nor the ledger
/// changed since the moment before, since that would be the same crash again.
/// </summary>
internal sealed class CrashPointRecorder
{
    private readonly Ledger ledger;
    private readonly List<CrashPoint> points = [];
    private int changesSeen = -1;
    private int ledgerSeen = -1;

    internal CrashPointRecorder(Ledger ledger)
    {
        this.ledger = ledger;
    }

    internal IReadOnlyList<CrashPoint> Points => points;

    internal void Before(int call, DiskCall kind, string path, int changes)
    {
        if (changes != changesSeen || ledger.Length != ledgerSeen)
        {
            Add(new CrashPoint(call, CrashMoment.Before, $"{DiskCallName.Of(kind)} {path}"), changes);
        }
    }

    internal void After(int call, DiskCall kind, string path, int changes)
    {
        if (changes != changesSeen)
        {
            Add(new CrashPoint(call, CrashMoment.After, $"{DiskCallName.Of(kind)} {path}"), changes);
        }
    }

    internal void Finish(SimulatedFileSystem disk)
    {
        if (disk.Changes != changesSeen || ledger.Length != ledgerSeen)
        {
            Add(new CrashPoint(disk.Calls + 1, CrashMoment.Before, "the end"), disk.Changes);
        }
    }

    private void Add(CrashPoint point, int changes)
    {
        points.Add(point);
        changesSeen = changes;
        ledgerSeen = ledger.Length;
    }
}
