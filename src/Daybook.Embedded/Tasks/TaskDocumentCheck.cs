using Daybook.Durability.FileSystem;
using Daybook.Errors;

namespace Daybook.Embedded.Tasks;

/// <summary>What is wrong with the documents of tasks: the checkpoint, current.json, memory.json, and their backups.</summary>
internal sealed class TaskDocumentCheck(EmbeddedPorts ports, TaskPlaces places)
{
    internal const string NewerFormat = "newer_format";
    internal const string CorruptCheckpoint = "corrupt_checkpoint";
    internal const string StaleCheckpoint = "stale_checkpoint";
    internal const string CorruptCurrent = "corrupt_current";
    internal const string AlteredCurrent = "altered_current";
    internal const string StaleCurrent = "stale_current";
    internal const string CorruptBackup = "corrupt_backup";
    internal const string CorruptContext = "corrupt_context";

    /// <summary>A process at work may be a second behind with current.json.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(3);

    /// <summary>Documents of a version that this one does not know; where there is one, nothing else is looked at, and nothing is mended.</summary>
    internal IEnumerable<Finding> ExamineVersions()
    {
        Action[] readings =
        [
            () => _ = CurrentFile.Read(ports.FileSystem, places.Current),
            () => _ = CurrentFile.Read(ports.FileSystem, places.CurrentBackup),
            () => _ = Checkpoint.Read(ports.FileSystem, places.Checkpoint),
        ];
        foreach (Action reading in readings)
        {
            if (Refusal(reading) is { } newer)
            {
                yield return TaskFinding.ByHand(
                    NewerFormat, newer.Path ?? places.Directory, $"a newer version wrote it, in format {newer.Found}; nothing of tasks is touched", "use that version");
            }
        }
    }

    /// <summary>Looks at everything and changes nothing.</summary>
    internal IEnumerable<Finding> Examine(JournalCheck journal) =>
        ExamineCheckpoint(journal).Concat(ExamineCurrent(journal)).Concat(ExamineBackup()).Concat(ExamineContext());

    /// <summary>Whether something stands at a path that is no JSON object.</summary>
    internal static bool IsDamaged(IFileSystem fileSystem, string path) => CurrentFile.Read(fileSystem, path) is { Content: not null, Document: null };

    private static NewerFormatException? Refusal(Action reading)
    {
        try
        {
            reading();
            return null;
        }
        catch (NewerFormatException newer)
        {
            return newer;
        }
    }

    private IEnumerable<Finding> ExamineCheckpoint(JournalCheck journal)
    {
        if (ports.FileSystem.Stat(places.Checkpoint) is null)
        {
            yield break;
        }

        Checkpoint? checkpoint = Checkpoint.Read(ports.FileSystem, places.Checkpoint);
        if (checkpoint is null)
        {
            yield return TaskFinding.Warning(CorruptCheckpoint, places.Checkpoint, "it is damaged; readers go through the whole journal instead");
        }
        else if (checkpoint.JournalId == journal.JournalId && journal.Lacks(checkpoint.Seq))
        {
            yield return JournalCheck.BehindOf(places.Journal, "the checkpoint", checkpoint.Seq);
        }
        else if (journal.JournalId.Length > 0 && checkpoint.JournalId != journal.JournalId)
        {
            yield return TaskFinding.Warning(StaleCheckpoint, places.Checkpoint, "it belongs to another journal than the one that is there, and is not used");
        }
    }

    private IEnumerable<Finding> ExamineCurrent(JournalCheck journal)
    {
        CurrentFile current = CurrentFile.Read(ports.FileSystem, places.Current);
        if (!journal.HasJournal && JournalStart.UnreadAlone(ports, places) is { } unread)
        {
            yield return TaskFinding.Error(CorruptCurrent, places.Current, unread.Reason) with { Fix = JournalStart.UnreadHint };
        }
        else if (current is { Content: not null, Document: null })
        {
            yield return TaskFinding.Warning(CorruptCurrent, places.Current, "it is cut off, empty or no JSON object; it can be made again");
        }
        else if (journal.HasJournal && current is { Document: not null, IsIntact: false })
        {
            yield return TaskFinding.Warning(AlteredCurrent, places.Current, "something else wrote it, and what it says does not count");
        }
        else if (CurrentFile.SeqShown(places, current, CurrentFile.Read(ports.FileSystem, places.CurrentBackup)) is var shown && journal.Lacks(shown))
        {
            yield return JournalCheck.BehindOf(places.Journal, current.IsIntact ? "current.json" : "the backup of current.json", shown);
        }
        else if (journal.HasJournal && current.Seq < journal.LastSeq && !IsBeingWritten())
        {
            yield return TaskFinding.Warning(StaleCurrent, places.Current, "a process ended before it had brought it up to date");
        }
    }

    private IEnumerable<Finding> ExamineBackup()
    {
        if (IsDamaged(ports.FileSystem, places.CurrentBackup))
        {
            yield return TaskFinding.Warning(CorruptBackup, places.CurrentBackup, "it is cut off, empty or no JSON object; it can be made again");
        }
    }

    private IEnumerable<Finding> ExamineContext()
    {
        bool hasBackup = ports.FileSystem.Stat(places.ContextBackup) is not null;
        if (IsDamagedContext(places.Context))
        {
            string rest = hasBackup && !IsDamagedContext(places.ContextBackup) ? "its backup speaks" : "its backup is no help either";
            yield return TaskFinding.Error(CorruptContext, places.Context, $"it is cut off, empty or no JSON object; {rest}");
        }
        else if (hasBackup && ports.FileSystem.Stat(places.Context) is null)
        {
            yield return TaskFinding.Error(CorruptContext, places.Context, "it is gone and its backup is there");
        }

        if (IsDamagedContext(places.ContextBackup))
        {
            yield return TaskFinding.Warning(CorruptBackup, places.ContextBackup, "it is cut off, empty or no JSON object; it can be made again");
        }
    }

    private bool IsDamagedContext(string path) => ContextFile.IsDamaged(ports.FileSystem, path);

    private bool IsBeingWritten() =>
        ports.FileSystem.Stat(places.Journal) is { } journal && ports.Time.GetUtcNow() - journal.Modified < Lag && journal.Modified <= ports.Time.GetUtcNow();
}
