using System.Buffers;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Durability.Logs;
using Daybook.Embedded.Memory;

namespace Daybook.Embedded.Backup;

/// <summary>
/// Copies memory. The lock of compaction and purge is held meanwhile; adds go on. The list of segments is read before the log, since what
/// leaves a segment is in the log before the list says so.
/// </summary>
internal sealed class MemoryCopy(CopySource source, MemoryPlaces places)
{
    /// <summary>Copies everything.</summary>
    /// <param name="target">Takes the copy.</param>
    /// <param name="prefix">The path of the folder in it.</param>
    internal void Run(StagedFiles target, string prefix)
    {
        bool isShared = places.IsTracked;
        using FileLock? held = source.Lock(places.CompactLock);
        using IFile? amendments = source.Open(places.Amendments);
        long amended = amendments is null ? 0 : CopySource.WholeLines(amendments);
        using IFile? list = source.Open(places.SegmentList);
        long listed = list is null ? 0 : CopySource.WholeLines(list);
        using IFile? log = source.Open(places.Log);
        long logged = log is null ? 0 : CopySource.WholeLines(log);

        // A segment that still is the live log comes from a compaction that was not carried to its end: as a file of its own it would count twice.
        string[] segments = [.. source.Names(places.ArchiveDirectory).Where(static name => IsSegment(name))];
        HashSet<string> live =
        [
            .. segments.Where(name => log is not null && source.FileSystem.Stat(Path.Join(places.ArchiveDirectory, name))?.IsSameFile(log.Stat()) == true),
        ];
        string own = prefix + OwnPrefix();
        foreach (string name in segments.Where(name => !live.Contains(name)))
        {
            using IFile segment = source.FileSystem.Open(Path.Join(places.ArchiveDirectory, name), OpenMode.Read);
            target.Add($"{own}archive/{name}", segment, segment.Stat().Length, isShared: false);
        }

        if (list is not null)
        {
            target.Add($"{own}archive/{Path.GetFileName(places.SegmentList)}", Until(list, listed, live), isShared: false);
        }

        if (amendments is not null)
        {
            target.Add(own + Path.GetFileName(places.Amendments), amendments, amended, isShared);
        }

        if (log is not null)
        {
            target.Add(prefix + Path.GetFileName(places.Log), log, logged, isShared);
        }
    }

    private static bool IsSegment(string name) => SegmentEntry.IsName(
        name.EndsWith(SegmentEntry.GzipSuffix, StringComparison.Ordinal) ? name[..^SegmentEntry.GzipSuffix.Length] : name);

    private string OwnPrefix() => places.OwnDirectory == places.Directory ? "" : Path.GetFileName(places.OwnDirectory) + "/";

    /// <summary>The list up to the first line about a file that is left out: readers leave that line and all behind it aside, too.</summary>
    private static ReadOnlySpan<byte> Until(IFile list, long length, HashSet<string> leftOut)
    {
        var kept = new ArrayBufferWriter<byte>();
        using var lines = new LineReader(list, 0, length);
        while (lines.Read(out LogLine line))
        {
            if (!line.IsTooLong && SegmentLine.Read(line) is { } entry && leftOut.Contains(entry.Segment))
            {
                break;
            }

            kept.Write(line.Bytes);
            kept.Write("\n"u8);
        }

        return kept.WrittenSpan;
    }
}
