using System.Text;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>The events of one task in all journals there ever were: the archived ones first, then the one in use. Flat in memory.</summary>
internal static class JournalEvents
{
    /// <summary>The events in the order in which they happened; a task that was adopted begins with how it was found.</summary>
    internal static IEnumerable<TaskEvent> Of(IFileSystem fileSystem, TaskPlaces places, string taskId, ProblemList problems)
    {
        // The journal in use is opened first: if it is replaced meanwhile, it is read twice and not at all missed.
        using IFile? live = places.OpenJournal(fileSystem);
        byte[] needle = Encoding.UTF8.GetBytes(taskId);
        long last = 0;
        bool isKnown = false;
        foreach (IEnumerable<TaskEvent> journal in Journals(fileSystem, places, live, needle, problems))
        {
            foreach (TaskEvent happened in journal)
            {
                bool isRepeated = happened.Seq <= last || (isKnown && happened.Action is TaskAction.TaskKept);
                if (happened.TaskId == taskId && !isRepeated)
                {
                    last = happened.Seq;
                    isKnown = true;
                    yield return happened;
                }
            }
        }
    }

    private static IEnumerable<IEnumerable<TaskEvent>> Journals(
        IFileSystem fileSystem, TaskPlaces places, IFile? live, byte[] needle, ProblemList problems)
    {
        foreach ((string path, bool isPacked) in JournalArchive.Files(fileSystem, places))
        {
            if (isPacked)
            {
                yield return Packed(fileSystem, path, needle, problems);
            }
            else
            {
                // It may be packed at this moment.
                using IFile? plain = fileSystem.OpenIfThere(path);
                yield return plain is null ? Packed(fileSystem, JournalArchive.PackedPathOf(path), needle, problems) : Plain(plain, needle, problems);
            }
        }

        if (live is not null)
        {
            yield return Plain(live, needle, problems);
        }
    }

    private static IEnumerable<TaskEvent> Plain(IFile journal, byte[] needle, ProblemList problems)
    {
        using var reader = new LineReader(journal, 0, journal.Stat().Length);
        while (Next(reader, journal.Path, needle, problems) is { } happened)
        {
            yield return happened;
        }
    }

    private static TaskEvent? Next(LineReader reader, string path, byte[] needle, ProblemList problems)
    {
        while (reader.Read(out LogLine line))
        {
            if (line.Bytes.IndexOf(needle) < 0)
            {
                continue;
            }

            TaskEvent? happened = JournalLine.Read(line, out string? fault);
            if (fault is not null)
            {
                problems.Add(new Problem(path, line.Number, line.Offset, fault));
            }

            if (happened is not null)
            {
                return happened;
            }
        }

        return null;
    }

    private static List<TaskEvent> Packed(IFileSystem fileSystem, string path, byte[] needle, ProblemList problems)
    {
        var events = new List<TaskEvent>();
        using PackedLines? packed = PackedLines.Open(fileSystem, path);
        packed?.Forward(0, (line, offset) =>
        {
            if (line.IndexOf(needle) < 0)
            {
                return;
            }

            try
            {
                events.Add(TaskEventJson.Read(line));
            }
            catch (System.Text.Json.JsonException failure)
            {
                problems.Add(new Problem(path, null, offset, $"no event: {failure.Message}"));
            }
        });
        JournalArchive.TellDamage(packed, path, problems);
        return events;
    }
}
