using Daybook.Durability.Logs;
using Daybook.Embedded;
using Daybook.Embedded.Memory;
using Daybook.Memory;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Crashes;

/// <summary>One process that writes memory: the same entries, window and log writer that the store has, driven on this thread.</summary>
internal sealed class MemoryProcess : IDisposable
{
    private readonly CrashStore store;
    private readonly SimulatedFileSystem disk;
    private readonly Ledger ledger;
    private readonly MemoryWriting writing;
    private readonly ArchivedIds archive;
    private readonly LogWriter log;

    public MemoryProcess(CrashStore store, SimulatedFileSystem disk, Ledger ledger)
    {
        this.store = store;
        this.disk = disk;
        this.ledger = ledger;
        Ports = store.Ports(disk, ledger.Attempted.Count);
        writing = new MemoryWriting(disk, store.Memory, Ports.Time);
        archive = new ArchivedIds(disk, store.Memory);
        log = new LogWriter(disk, MemoryLog.Options(store.Memory, store.Options), Ports.Clock, Ports.Time, store.Metrics);
    }

    public EmbeddedPorts Ports { get; }

    /// <summary>Adds records in one batch, as callers do that come at the same time, and notes the answers.</summary>
    public void Add(params MemoryRecord[] records)
    {
        var batch = new List<LogEntry>(records.Length);
        foreach (MemoryRecord record in records)
        {
            ledger.Attempt(record.Id ?? "");
            ArchivedId archived = archive.IsThere ? archive.Find(record.Id ?? "") : default;
            batch.Add(new MemoryEntry(record, isIdGiven: true, isEvent: true, writing, archived));
        }

        log.Append(batch);
        foreach (MemoryEntry entry in batch.Cast<MemoryEntry>())
        {
            Answer(entry.MetStragglers ? Again(entry) : entry);
        }
    }

    public void Dispose()
    {
        log.Dispose();
        writing.Dispose();
    }

    private MemoryEntry Again(MemoryEntry refused)
    {
        log.LetGo();
        using (MemoryLog.LockRewriting(Ports, store.Memory, store.Options, TimeSpan.Zero))
        {
            new StragglerSweep(Ports, store.Memory, store.Options).Sweep();
        }

        MemoryEntry again = refused.Again();
        log.Append([again]);
        return again;
    }

    private void Answer(MemoryEntry entry)
    {
        if (entry.Failure is not null && !disk.Crashed)
        {
            throw new ProofFailedException($"an add was refused: {entry.Failure.Message}", entry.Failure);
        }

        ledger.Acknowledge(entry.DuplicateOf ?? entry.Stored.Id ?? "");
    }
}
