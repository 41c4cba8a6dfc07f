using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>The archive as a warm writer keeps an eye on it: a stat of the list, and one of each segment that is not compressed yet.</summary>
internal sealed class SegmentWatch(IFileSystem fileSystem, MemoryPlaces places)
{
    private FileStat? seenList;
    private FileStat? seenLog;
    private IReadOnlyList<ArchiveSegment> segments = [];
    private IReadOnlyList<ArchiveSegment> plain = [];

    /// <summary>Whether a segment was longer than it was sealed at the last look.</summary>
    internal bool HasStragglers { get; private set; }

    /// <summary>Looks again.</summary>
    /// <param name="view">The log that is live now.</param>
    internal void CatchUp(LogView view)
    {
        FileStat? list = fileSystem.Stat(places.SegmentList);
        if (list is null && seenList is null)
        {
            return;
        }

        FileStat log = view.File.Stat();
        if (list != seenList || seenLog is not { } before || !before.IsSameFile(log))
        {
            segments = MemoryHistory.FindSegments(fileSystem, places, log, new ProblemList());
            plain = [.. segments.Where(static segment => segment.FindPlain() is not null)];
            seenList = list;
            seenLog = log;
        }

        HasStragglers = plain.Any(static segment => segment.FindPlain() is { } file && file.Length > segment.Entry.SealedLength);
    }

    /// <summary>The first record with an id in the segments after the first few, which were looked at before.</summary>
    internal MemoryRecord? FindById(string id, int lookedAt)
    {
        foreach (ArchiveSegment segment in segments.Skip(lookedAt))
        {
            using MemoryScan scan = segment.ScanArchived(new ProblemList());
            if (scan.Find(id) is { } record)
            {
                return record;
            }
        }

        return null;
    }
}
