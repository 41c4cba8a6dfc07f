using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>Begins the journal anew with what is known, and keeps the old one under another name. Used under the lock of the tasks only.</summary>
internal sealed class JournalRotation(EmbeddedPorts ports, TaskPlaces places, EmbeddedOptions options, HistoryWriting history) : IDisposable
{
    private readonly DurabilityMetrics metrics = new();

    /// <summary>Decides under the log's lock what the new journal begins with.</summary>
    /// <param name="journal">The old journal's name.</param>
    /// <param name="log">The old journal.</param>
    /// <param name="length">Its length.</param>
    internal delegate KeptBoard Beginning(string journal, IFile log, long length);

    /// <summary>Rotates the journal and makes a checkpoint of the new one. When it returns, all of that survives power loss.</summary>
    /// <param name="known">The number up to which everything finished is in the history.</param>
    /// <param name="asidePath">Where the old journal with a name goes.</param>
    /// <param name="begin">What the new one begins with.</param>
    internal void Run(long known, Func<string, string> asidePath, Beginning begin)
    {
        KeptBoard kept = new(0, new BoardSummary(), []);
        long length = 0;
        using (IFile? journal = places.OpenJournal(ports.FileSystem))
        {
            if (journal is null)
            {
                return;
            }

            string id = TaskReplay.JournalIdOf(journal);
            string name = id.Length == 0 ? Ulid.Create(ports.Time.GetUtcNow(), ports.Ids.NewId()) : id;
            new LogRotation(ports.FileSystem, places.LogOptions(options), ports.Clock, ports.Time, metrics).Rotate(
                (log, end) =>
                {
                    kept = begin(name, log, end);
                    byte[] content = JournalStart.Encode(ports, kept.Seq, kept.Summary, kept.Tasks);
                    length = content.Length;
                    return content;
                },
                asidePath(name));
        }

        WriteCheckpoint(kept, length, known);
    }

    public void Dispose() => metrics.Dispose();

    /// <summary>A checkpoint of the new journal, so that nobody has to look through the history for what was finished before it.</summary>
    private void WriteCheckpoint(KeptBoard kept, long length, long known)
    {
        history.Append([.. kept.Tasks.Where(static task => TaskStateName.IsFinished(task.Status))], known);
        history.Flush();
        using IFile? journal = places.OpenJournal(ports.FileSystem);
        if (journal is null)
        {
            return;
        }

        TaskReplay begun = TaskReplay.Load(ports.FileSystem, places, journal, length, isFinal: false, new ProblemList());
        TaskBoard fresh = begun.Board;
        var checkpoint = new Checkpoint(begun.JournalId, begun.End, fresh.Seq, fresh.Summary, [.. fresh.Open]);
        new AtomicFile(ports.FileSystem, ports.NewTempName).Write(places.Checkpoint, checkpoint.Encode());
    }
}
