using System.Text;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>The events of one task in all journals there ever were: the archived ones first, then the one in use. Flat in memory.</summary>
internal static class JournalEvents
{
    private const string PlainSuffix = ".jsonl";
    private const string PackedEnding = ".gz";
    private const string PackedSuffix = PlainSuffix + PackedEnding;

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
        if (fileSystem.Stat(places.Archive) is { Kind: FileKind.Directory })
        {
            // The names begin with the moment in which each journal began.
            foreach (string name in fileSystem.List(places.Archive).Order(StringComparer.Ordinal))
            {
                string path = Path.Join(places.Archive, name);
                if (name.EndsWith(PackedSuffix, StringComparison.Ordinal))
                {
                    yield return Packed(fileSystem, path, needle, problems);
                }
                else if (name.EndsWith(PlainSuffix, StringComparison.Ordinal) && fileSystem.Stat(path) is null or { Kind: FileKind.Regular })
                {
                    // Where it is gone it was packed since the names were read, and the packed one has all of it.
                    using IFile? plain = fileSystem.OpenIfThere(path);
                    yield return plain is null ? Packed(fileSystem, path + PackedEnding, needle, problems) : Plain(plain, needle, problems);
                }
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
        return events;
    }
}
