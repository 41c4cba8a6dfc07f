using Daybook.Durability.FileSystem;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>What the archive says of an id, looked up before the log's lock is taken: segments do not change, and may be many.</summary>
/// <param name="Record">The first record with that id in the archive.</param>
/// <param name="SegmentsLookedAt">How many segments were looked at; later ones are looked at under the lock.</param>
internal readonly record struct ArchivedId(MemoryRecord? Record, int SegmentsLookedAt)
{
    /// <summary>Whether there is an archive at all: one stat, and usually the answer is no.</summary>
    internal static bool IsToBeFound(IFileSystem fileSystem, MemoryPlaces places) =>
        KernelErrors.Translate(() => fileSystem.Stat(places.SegmentList) is not null);

    internal static ArchivedId Find(IFileSystem fileSystem, MemoryPlaces places, string id)
    {
        IReadOnlyList<ArchiveSegment> segments = MemoryHistory.FindSegments(fileSystem, places, fileSystem.Stat(places.Log), new ProblemList());
        foreach (ArchiveSegment segment in segments)
        {
            using MemoryScan scan = segment.ScanArchived(new ProblemList()).For(id);
            while (scan.Read())
            {
                if (scan.Current.Id == id)
                {
                    return new ArchivedId(scan.Current, segments.Count);
                }
            }
        }

        return new ArchivedId(null, segments.Count);
    }
}
