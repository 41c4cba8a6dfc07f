using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>What is wrong with the archive: its list, its segments, and what a compaction that died left.</summary>
internal sealed class ArchiveCheck(EmbeddedPorts ports, MemoryPlaces places, EmbeddedOptions options)
{
    internal const string Unfinished = "unfinished_compaction";
    internal const string Leftover = "leftover_segment";
    internal const string Unlisted = "unlisted_segment";
    internal const string Missing = "missing_segment";
    internal const string Damaged = "damaged_segment";
    internal const string Repeated = "repeated_segment";
    internal const string Straggling = "straggling_lines";
    internal const string Altered = "altered_line";
    internal const string Alien = "alien_line";

    private const string FixCommand = "daybook doctor memory --fix";
    private const string Restore = "restore it from a backup; the other records are not touched";

    private readonly UnreadLines unread = new(ports.FileSystem, places);

    /// <summary>Looks at everything and changes nothing.</summary>
    internal IEnumerable<Finding> Examine(CancellationToken cancellationToken)
    {
        if (ports.FileSystem.Stat(places.ArchiveDirectory) is not { Kind: FileKind.Directory })
        {
            return [];
        }

        var findings = new List<Finding>();
        IReadOnlyList<SegmentEntry> listed = SegmentList.Read(ports.FileSystem, places, new ProblemList());
        string? own = new MemoryCompactor(ports, places, options).FindOwnName();
        foreach ((string name, ArchiveSegment segment, bool isRepeated) in Listed(listed))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (name == own)
            {
                findings.Add(Found(Unfinished, Finding.Warning, segment.Path, null, "a compaction ended before its last step; nothing is missing", FixCommand));
            }
            else if (isRepeated)
            {
                findings.Add(Found(Repeated, Finding.Warning, segment.Path, null, "the list names this file a second time; it is read once", FixCommand));
            }
            else
            {
                Examine(segment, findings);
            }
        }

        foreach (string name in FindUnlisted(listed))
        {
            string path = Path.Join(places.ArchiveDirectory, name);
            findings.Add(IsSecondName(path, listed)
                ? Found(Leftover, Finding.Warning, path, null, "a compaction that ended early left this second name of a file that is in use", FixCommand)
                : Found(Unlisted, Finding.Error, path, null, "the list does not name this segment, so its records are not read", FixCommand));
        }

        return findings;
    }

    /// <summary>The listed segments, with whether one is the same file as one before it.</summary>
    internal IEnumerable<(string Name, ArchiveSegment Segment, bool IsRepeated)> Listed(IReadOnlyList<SegmentEntry> listed)
    {
        var seen = new List<FileStat>();
        foreach (SegmentEntry entry in listed)
        {
            var segment = new ArchiveSegment(ports.FileSystem, places.ArchiveDirectory, entry, unread);
            FileStat? file = segment.FindPlain();
            yield return (entry.Segment, segment, file is { } one && seen.Exists(one.IsSameFile));
            if (file is { } known)
            {
                seen.Add(known);
            }
        }
    }

    /// <summary>Files of segments that the list does not name.</summary>
    internal IReadOnlyList<string> FindUnlisted(IReadOnlyList<SegmentEntry> listed)
    {
        var names = listed.Select(static entry => entry.Segment).ToHashSet(StringComparer.Ordinal);
        return [.. ports.FileSystem.List(places.ArchiveDirectory)
            .Where(name => SegmentEntry.IsName(Plain(name)) && !names.Contains(Plain(name)))
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether a file in the archive is the live log or a listed segment under another name.</summary>
    internal bool IsSecondName(string path, IReadOnlyList<SegmentEntry> listed)
    {
        return ports.FileSystem.Stat(path) is { } file
            && (ports.FileSystem.Stat(places.Log)?.IsSameFile(file) == true
                || Listed(listed).Any(one => one.Segment.FindPlain()?.IsSameFile(file) == true));
    }

    /// <summary>A segment's name without the ending of its compressed form.</summary>
    internal static string Plain(string name) =>
        name.EndsWith(SegmentEntry.GzipSuffix, StringComparison.Ordinal) ? name[..^SegmentEntry.GzipSuffix.Length] : name;

    /// <summary>Whether a line of a segment counts there and is not what its checksum was made of.</summary>
    internal static bool IsAltered(LogLine line, ArchiveBoundary boundary) =>
        !line.IsTooLong && LineSeal.IsAltered(line.Bytes) && MemoryLine.Read(line, []) is { } record && boundary.Archives(record);

    /// <summary>
    /// Whether a line up to a segment's sealed length holds nothing that can be read. What another program wrote into the log stands in the
    /// segment too, since that was the log. A line without an end is where a segment was cut off, which is told as that.
    /// </summary>
    internal static bool IsAlien(LogLine line) =>
        !line.IsTooLong && line.Ending != LineEnding.None && !MemoryLine.IsBlank(line.Bytes) && !PurgedLine.Is(line.Bytes) && !MemoryLineCheck.IsRecord(line.Bytes);

    private void Examine(ArchiveSegment segment, List<Finding> findings)
    {
        if (segment.FindPlain() is { } plain && plain.Length > segment.Entry.SealedLength)
        {
            findings.Add(Found(
                Straggling, Finding.Warning, segment.Path, null, "a writer that had this file open added to it; the next write copies that into the log", FixCommand));
        }

        long? end = segment.Visit(line =>
        {
            if (findings.Count >= ProblemList.ItemsMax)
            {
                return;
            }

            if (IsAltered(line, segment.Entry.Boundary))
            {
                findings.Add(Found(
                    Altered, Finding.Error, segment.Path, line.Number, "the record was changed after it was written: by hand, by a program, or by the disk", FixCommand));
            }
            else if (IsAlien(line) && !unread.Has(line.Bytes))
            {
                findings.Add(Found(
                    Alien, Finding.Error, segment.Path, line.Number, "the line holds no record: another program wrote it, or the disk damaged it; a backup may have it", FixCommand));
            }
        });
        if (end is null)
        {
            findings.Add(Found(Missing, Finding.Error, segment.Path, null, "the list names this segment and it is gone, with its records", Restore));
        }
        else if (end < segment.Entry.SealedLength)
        {
            findings.Add(Found(
                Damaged, Finding.Error, segment.Path, null, $"of {segment.Entry.SealedLength} bytes only {end} can be read", Restore));
        }
    }

    private static Finding Found(string problem, string severity, string path, long? line, string meaning, string fix) =>
        new(MemoryRecord.KindName, problem, severity, path, line, meaning, fix, Fixed: false);
}
