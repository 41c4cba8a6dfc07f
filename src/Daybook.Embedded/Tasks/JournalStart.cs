using System.Buffers;
using System.Text.Json;
using Daybook.Durability.Errors;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Errors;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>Begins a journal. Its first lines say all that is known, so that it needs no other file to be understood.</summary>
internal static class JournalStart
{
    /// <summary>What to do about a file that cannot be read where nothing else says what it said.</summary>
    internal const string UnreadHint = "mend it by hand before anything is written; the next write, and daybook doctor tasks --fix, move it to quarantine/";

    /// <summary>
    /// Makes sure that there is a journal with its end. Where there is none it is begun with what its views still know, whoever wrote them, and
    /// where it, or its end, was lost it says so until a repair has taken note. When it returns the journal survives power loss.
    /// </summary>
    /// <exception cref="NewerFormatException">A newer version wrote <c>current.json</c>.</exception>
    internal static void Ensure(EmbeddedPorts ports, TaskPlaces places, EmbeddedOptions options)
    {
        places.Check(ports.FileSystem);
        DirectoryTree.Create(ports.FileSystem, places.LockDirectory);
        DirectoryTree.Create(ports.FileSystem, places.Directory);
        DirectoryTree.Create(ports.FileSystem, places.OwnDirectory);
        places.KeepFromGit(ports);
        using FileLock guard = FileLock.Acquire(ports.FileSystem, places.Lock, options.LockWait, ports.Clock, options.HolderLabel);
        if (places.HasJournal(ports.FileSystem))
        {
            JournalRepair.RunIfCut(ports, places, options);
            return;
        }

        byte[] content = Known(ports, places, out JsonElement? context);
        if (context is { } founding && ports.FileSystem.Stat(places.Context) is null && ports.FileSystem.Stat(places.ContextBackup) is null)
        {
            ContextFile adopted = ContextFile.From(founding);
            adopted.Replace(ports, places, adopted.Values);
        }

        DirectoryTree.Sync(ports.FileSystem, places.OwnDirectory, places.Root);
        new AtomicFile(ports.FileSystem, ports.NewTempName).Write(places.Journal, content);
    }

    /// <summary>A <c>current.json</c> that cannot be read where nothing else says what it said; null where there is none.</summary>
    internal static Problem? UnreadAlone(EmbeddedPorts ports, TaskPlaces places)
    {
        bool isUnread = CurrentFile.Read(ports.FileSystem, places.Current) is { Content.Length: > 0, Document: null };
        return isUnread
            && CurrentFile.Read(ports.FileSystem, places.CurrentBackup).Document is null
            && Checkpoint.Read(ports.FileSystem, places.Checkpoint) is null
                ? new Problem(places.Current, null, null, "it is no JSON object, or has a name twice, and there is neither a journal nor a backup")
                : null;
    }

    /// <summary>The board as a journal would begin it now; writes nothing.</summary>
    internal static TaskBoard Preview(EmbeddedPorts ports, TaskPlaces places)
    {
        var board = new TaskBoard();
        ReadOnlySpan<byte> content = Known(ports, places, out _);
        foreach (Range line in content.Split((byte)'\n'))
        {
            if (!content[line].IsEmpty)
            {
                board.Apply(TaskEventJson.Read(content[line]));
            }
        }

        return board;
    }

    /// <summary>The first lines of a journal.</summary>
    /// <param name="ports">Clock and ids.</param>
    /// <param name="seq">The number of the latest event before it.</param>
    /// <param name="summary">Everything but the tasks.</param>
    /// <param name="tasks">The tasks.</param>
    internal static byte[] Encode(EmbeddedPorts ports, long seq, BoardSummary summary, IEnumerable<TaskRecord> tasks)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        using var lines = new SealedJson();
        DateTimeOffset now = ports.Time.GetUtcNow();
        string journal = Ulid.Create(now, ports.Ids.NewId());
        Add(new TaskAction.Snapshot(journal, summary with { Sessions = [] }), null);
        foreach (SessionRecord session in summary.Sessions)
        {
            Add(new TaskAction.SessionKept(session), null);
        }

        foreach (TaskRecord task in tasks)
        {
            Add(new TaskAction.TaskKept(task.Seq == 0 ? task with { Seq = seq + 1 } : task), task.Id);
        }

        return output.WrittenSpan.ToArray();

        void Add(TaskAction action, string? taskId)
        {
            lines.Write(new TaskEvent { Seq = ++seq, At = now, TaskId = taskId, Action = action }, "journal.jsonl", output);
            output.Write("\n"u8);
        }
    }

    private static byte[] Known(EmbeddedPorts ports, TaskPlaces places, out JsonElement? context)
    {
        JournalRemains remains = JournalRemains.Read(ports, places);
        KeptBoard known = remains.Board();
        context = remains.Context;
        try
        {
            return Encode(ports, known.Seq, known.Summary, known.Tasks);
        }
        catch (RecordTooLargeException large)
        {
            throw new CorruptStoreException(
                $"{remains.Path} has {large.Bytes} bytes in one task, or in fields of another program; at most {large.MaximumBytes} can be taken in", large)
            {
                Path = remains.Path,
                Hint = "move what is so large out of that file, or move the file away; nothing was written",
            };
        }
    }
}
