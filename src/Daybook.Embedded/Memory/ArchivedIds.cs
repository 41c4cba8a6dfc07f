using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Memory;

/// <summary>
/// Looks ids up in the archive. A process that asks a second time keeps the sums of its ids, in a fixed number of bytes: otherwise each record that
/// brings an id would read, and unpack, all of it. Can be used by several threads at once.
/// </summary>
internal sealed class ArchivedIds(IFileSystem fileSystem, MemoryPlaces places)
{
    private readonly Lock gate = new();
    private bool wasAsked;
    private IdSketch? sketch;
    private FileStat?[] takenIn = [];

    /// <summary>Whether there is an archive at all: one stat, and usually the answer is no.</summary>
    internal bool IsThere => KernelErrors.Translate(() => fileSystem.Stat(places.SegmentList) is not null);

    /// <summary>What the archive says of an id now.</summary>
    internal ArchivedId Find(string id)
    {
        IReadOnlyList<ArchiveSegment> segments = MemoryHistory.FindSegments(fileSystem, places, fileSystem.Stat(places.Log), new ProblemList());
        foreach (ArchiveSegment segment in MayHold(segments, id) ? segments : [])
        {
            using MemoryScan scan = segment.ScanArchived(new ProblemList());
            if (scan.Find(id) is { } record)
            {
                return new ArchivedId(record, segments.Count);
            }
        }

        return new ArchivedId(null, segments.Count);
    }

    private bool MayHold(IReadOnlyList<ArchiveSegment> segments, string id)
    {
        lock (gate)
        {
            if (!wasAsked)
            {
                wasAsked = true;
                return true;
            }

            FileStat?[] files = [.. segments.Select(static segment => segment.FindFile())];
            if (sketch is null || !files.SequenceEqual(takenIn))
            {
                sketch = TakeIn(segments);
                takenIn = files;
            }

            return sketch.MayHold(LineId.HashOf(id));
        }
    }

    private static IdSketch TakeIn(IReadOnlyList<ArchiveSegment> segments)
    {
        var ids = new IdSketch(segments.Sum(static segment => segment.Entry.SealedLength));
        foreach (ArchiveSegment segment in segments)
        {
            segment.Visit(ids.Add);
        }

        return ids;
    }
}
