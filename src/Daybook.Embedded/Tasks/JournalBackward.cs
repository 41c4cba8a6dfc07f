using System.Text.Json;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>
/// The events of all journals there ever were from the newest back: first the journal in use, then the archived ones. Each is told once, though
/// a journal that is replaced meanwhile is read twice. Flat in memory.
/// </summary>
internal static class JournalBackward
{
    /// <summary>The events before a number.</summary>
    internal static IEnumerable<TaskEvent> Read(IFileSystem fileSystem, TaskPlaces places, long before, ProblemList problems)
    {
        long last = before;
        using IFile? live = places.OpenJournal(fileSystem);
        foreach (TaskEvent happened in Journals(fileSystem, places, live, problems))
        {
            if (happened.Seq < last)
            {
                last = happened.Seq;
                yield return happened;
            }
        }
    }

    private static IEnumerable<TaskEvent> Journals(IFileSystem fileSystem, TaskPlaces places, IFile? live, ProblemList problems)
    {
        IEnumerable<TaskEvent> all = live is null ? [] : Plain(live, isInUse: true, problems);
        foreach ((string path, bool isPacked) in JournalArchive.Files(fileSystem, places).Reverse())
        {
            all = all.Concat(Archived(fileSystem, path, isPacked, problems));
        }

        return all;
    }

    private static IEnumerable<TaskEvent> Archived(IFileSystem fileSystem, string path, bool isPacked, ProblemList problems)
    {
        // It may be packed at this moment.
        using IFile? plain = isPacked ? null : fileSystem.OpenIfThere(path);
        IEnumerable<TaskEvent> events = plain is not null
            ? Plain(plain, isInUse: false, problems)
            : Packed(fileSystem, isPacked ? path : JournalArchive.PackedPathOf(path), problems);
        foreach (TaskEvent happened in events)
        {
            yield return happened;
        }
    }

    private static IEnumerable<TaskEvent> Plain(IFile journal, bool isInUse, ProblemList problems)
    {
        using var reader = new BackwardLineReader(journal, journal.Stat().Length);
        while (Next(reader, journal.Path, isInUse, problems) is { } happened)
        {
            yield return happened;
        }
    }

    private static TaskEvent? Next(BackwardLineReader reader, string path, bool isInUse, ProblemList problems)
    {
        while (reader.Read(out LogLine line))
        {
            if (isInUse && line.Ending == LineEnding.None)
            {
                // Somebody may be writing it at this moment.
                continue;
            }

            TaskEvent? happened = JournalLine.Read(line, out string? fault);
            if (fault is not null)
            {
                problems.Add(new Problem(path, null, line.Offset, fault));
            }

            if (happened is not null)
            {
                return happened;
            }
        }

        return null;
    }

    private static IEnumerable<TaskEvent> Packed(IFileSystem fileSystem, string path, ProblemList problems)
    {
        using PackedLines? packed = PackedLines.Open(fileSystem, path);
        foreach ((byte[] line, long offset) in packed?.ReadBackward() ?? [])
        {
            if (Understand(line, path, offset, problems) is { } happened)
            {
                yield return happened;
            }
        }

        JournalArchive.TellDamage(packed, path, problems);
    }

    private static TaskEvent? Understand(byte[] line, string path, long offset, ProblemList problems)
    {
        try
        {
            return TaskEventJson.Read(line);
        }
        catch (JsonException failure)
        {
            problems.Add(new Problem(path, null, offset, $"no event: {failure.Message}"));
            return null;
        }
    }
}
