using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;

namespace Daybook.Embedded.Tasks;

/// <summary>The journals that were replaced.</summary>
internal static class JournalArchive
{
    internal const string PlainSuffix = ".jsonl";
    internal const string PackedSuffix = ".jsonl.gz";

    /// <summary>Takes a line of a journal.</summary>
    internal delegate void LineVisitor(ReadOnlySpan<byte> line);

    /// <summary>Where a journal with this name goes.</summary>
    internal static string PathOf(TaskPlaces places, string journal) => Path.Join(places.Archive, $"journal-{journal}{PlainSuffix}");

    /// <summary>Where the lines of a plain file go when it is packed.</summary>
    internal static string PackedPathOf(string plainPath) => plainPath[..^PlainSuffix.Length] + PackedSuffix;

    /// <summary>The files, the oldest journal first: their names begin with the moment in which each began.</summary>
    internal static IEnumerable<(string Path, bool IsPacked)> Files(IFileSystem fileSystem, TaskPlaces places)
    {
        if (fileSystem.Stat(places.Archive) is not { Kind: FileKind.Directory })
        {
            yield break;
        }

        foreach (string name in fileSystem.List(places.Archive).Order(StringComparer.Ordinal))
        {
            string path = Path.Join(places.Archive, name);
            if (name.EndsWith(PackedSuffix, StringComparison.Ordinal))
            {
                yield return (path, true);
            }
            else if (name.EndsWith(PlainSuffix, StringComparison.Ordinal) && fileSystem.Stat(path) is var found && found is null or { Kind: FileKind.Regular })
            {
                // Where it is gone it was packed since the names were read, and the packed one has all of it.
                yield return found is null ? (PackedPathOf(path), true) : (path, false);
            }
        }
    }

    /// <summary>Shows all lines of all journals, the one in use last. Flat in memory.</summary>
    internal static void Visit(IFileSystem fileSystem, TaskPlaces places, LineVisitor visit)
    {
        using IFile? live = places.OpenJournal(fileSystem);
        foreach ((string path, bool isPacked) in Files(fileSystem, places))
        {
            if (isPacked)
            {
                using PackedLines? packed = PackedLines.Open(fileSystem, path);
                packed?.Forward(0, (line, _) => visit(line));
            }
            else
            {
                using IFile plain = fileSystem.Open(path, OpenMode.Read);
                Visit(plain, visit);
            }
        }

        if (live is not null)
        {
            Visit(live, visit);
        }
    }

    /// <summary>Tells that events are missing, once a packed journal has been read.</summary>
    internal static void TellDamage(PackedLines? packed, string path, ProblemList problems)
    {
        if (packed?.IsDamaged == true)
        {
            problems.Add(new Problem(path, null, null, "part of it cannot be unpacked, with the events in it; daybook doctor tasks says what can be done"));
        }
    }

    private static void Visit(IFile journal, LineVisitor visit)
    {
        using var reader = new LineReader(journal, 0, journal.Stat().Length);
        while (reader.Read(out LogLine line))
        {
            visit(line.Bytes);
        }
    }
}
