using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Errors;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>All that was said about records after they were stored. Few, so they are held in memory.</summary>
internal sealed class Amendments
{
    private readonly Dictionary<string, Amendment.Forgotten> forgotten = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> links = new(StringComparer.Ordinal);

    /// <summary>The ids that were forgotten.</summary>
    internal IReadOnlyCollection<string> ForgottenIds => forgotten.Keys;

    /// <summary>Reads the file; without one nothing was said.</summary>
    internal static Amendments Read(IFileSystem fileSystem, MemoryPlaces places, ProblemList problems)
    {
        var amendments = new Amendments();
        if (fileSystem.Stat(places.Amendments) is not null)
        {
            using IFile file = fileSystem.Open(places.Amendments, OpenMode.Read);
            amendments.ReadOn(file, 0, file.Stat().Length, problems);
        }

        return amendments;
    }

    /// <summary>Takes in the lines of a part of the file.</summary>
    /// <returns>Where the part's last whole line ends.</returns>
    internal long ReadOn(IFile file, long from, long until, ProblemList problems)
    {
        long end = from;
        using var reader = new LineReader(file, from, until);
        while (reader.Read(out LogLine line))
        {
            Amendment? amendment = AmendmentLine.Read(line, out bool isSound);
            if (!isSound)
            {
                problems.Add(new Problem(file.Path, line.Number, line.Offset, "the line is no amendment"));
            }

            if (amendment is not null)
            {
                Add(amendment);
            }

            end = line.Ending == LineEnding.None ? end : line.End;
        }

        return end;
    }

    /// <summary>A record as it is now; null if it was forgotten.</summary>
    internal MemoryRecord? Apply(MemoryRecord record)
    {
        if (record.Id is not { } id)
        {
            return record;
        }

        if (forgotten.ContainsKey(id))
        {
            return null;
        }

        // A link to a record that was forgotten since leads nowhere, and must not hide this one.
        string? by = links.GetValueOrDefault(id) ?? record.SupersededBy;
        string? better = by is not null && forgotten.ContainsKey(by) ? null : by;
        return better == record.SupersededBy ? record : record with { SupersededBy = better };
    }

    /// <summary>How an id was forgotten; null if it was not.</summary>
    internal Amendment.Forgotten? FindForgotten(string? id) => id is null ? null : forgotten.GetValueOrDefault(id);

    /// <summary>The record that an amendment names as the better one.</summary>
    internal string? LinkOf(string id) => links.GetValueOrDefault(id);

    /// <summary>Refuses a record for an id that was forgotten: it would be acknowledged and never be seen.</summary>
    /// <exception cref="ConflictException">It was forgotten.</exception>
    internal void RefuseForgotten(string id)
    {
        if (forgotten.ContainsKey(id))
        {
            throw new ConflictException($"the id {id} is that of a record that was forgotten") { Id = id, Hint = "leave the id out" };
        }
    }

    private void Add(Amendment amendment)
    {
        switch (amendment)
        {
            case Amendment.Forgotten said:
                forgotten.TryAdd(said.Id, said);
                break;
            case Amendment.Superseded said:
                links[said.Id] = said.SupersededBy;
                break;
        }
    }
}
