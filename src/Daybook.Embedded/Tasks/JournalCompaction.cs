using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>
/// Begins the journal anew when most of it is about tasks that have left: with the open tasks as they are. The old journal goes to the
/// archive, where <c>task history</c> and <c>--at</c> still read it. Used under the lock of the tasks only.
/// </summary>
internal sealed class JournalCompaction(EmbeddedPorts ports, TaskPlaces places, EmbeddedOptions options, HistoryWriting history) : IDisposable
{
    /// <summary>A journal is left alone until it is this long, and this many times as long as the checkpoint.</summary>
    private const long JournalBytesMin = 4 << 20;
    private const int CheckpointsMin = 4;

    private readonly DurabilityMetrics metrics = new();

    /// <summary>Compacts the journal if it is time to. When it returns, what it did survives power loss.</summary>
    /// <param name="journalBytes">The journal's length.</param>
    /// <param name="checkpointBytes">The checkpoint's length.</param>
    /// <param name="known">The number up to which everything finished is in the history.</param>
    internal void RunIfDue(long journalBytes, long checkpointBytes, long known)
    {
        if (journalBytes > JournalBytesMin && journalBytes > checkpointBytes * CheckpointsMin)
        {
            Run(known);
            PackArchive();
        }
    }

    public void Dispose() => metrics.Dispose();

    private void Run(long known)
    {
        TaskBoard board = new();
        byte[] content = [];
        using (IFile? journal = places.OpenJournal(ports.FileSystem))
        {
            if (journal is null)
            {
                return;
            }

            string journalId = TaskReplay.Load(ports.FileSystem, places, journal, 0, isFinal: false, new ProblemList()).JournalId;
            string name = journalId.Length == 0 ? Ulid.Create(ports.Time.GetUtcNow(), ports.Ids.NewId()) : journalId;
            var rotation = new LogRotation(ports.FileSystem, places.LogOptions(options), ports.Clock, ports.Time, metrics);
            rotation.Rotate(
                (log, length) =>
                {
                    board = TaskReplay.Load(ports.FileSystem, places, log, length, isFinal: true, new ProblemList()).Board;
                    content = JournalStart.Encode(ports, board.Seq, board.Summary, board.Open.Concat(board.Finished));
                    return content;
                },
                Path.Join(places.Archive, $"journal-{name}.jsonl"));
        }

        WriteCheckpoint(board, content, known);
    }

    /// <summary>A checkpoint of the new journal, so that nobody has to look through the history for what was finished before it.</summary>
    private void WriteCheckpoint(TaskBoard board, byte[] content, long known)
    {
        history.Append(board.Finished, known);
        history.Flush();
        using IFile? journal = places.OpenJournal(ports.FileSystem);
        if (journal is null)
        {
            return;
        }

        TaskReplay begun = TaskReplay.Load(ports.FileSystem, places, journal, content.Length, isFinal: false, new ProblemList());
        TaskBoard fresh = begun.Board;
        var checkpoint = new Checkpoint(begun.JournalId, begun.End, fresh.Seq, fresh.Summary, [.. fresh.Open]);
        new AtomicFile(ports.FileSystem, ports.UniqueName).Write(places.Checkpoint, checkpoint.Encode());
    }

    private void PackArchive()
    {
        foreach (string name in ports.FileSystem.List(places.Archive).Where(static name => name.EndsWith(".jsonl", StringComparison.Ordinal)))
        {
            string plain = Path.Join(places.Archive, name);
            if (ports.FileSystem.Stat(plain) is { } archived && ports.FileSystem.Stat(places.Journal)?.IsSameFile(archived) != true)
            {
                HistoryPacking.Pack(ports, plain, plain + ".gz");
            }
        }
    }
}
