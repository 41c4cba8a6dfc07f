using Daybook.Embedded.Memory;
using Daybook.Memory;
using Daybook.Search;

namespace Daybook.Embedded.Search;

/// <summary>The few records that a writer of another program put into a segment of memory and nobody has copied yet.</summary>
internal sealed class StragglerList(EmbeddedPorts ports, MemoryPlaces places) : IListedRecords
{
    private readonly Dictionary<string, MemoryRecord> found = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public int Group => SearchGroup.Stragglers;

    /// <inheritdoc/>
    public int Kind => 0;

    /// <inheritdoc/>
    public IEnumerable<(string Name, long Stamp)> List(IReadOnlyDictionary<string, long> known, ProblemList problems)
    {
        found.Clear();
        if (ports.FileSystem.Stat(places.SegmentList) is not null)
        {
            using MemoryHistory history = MemoryHistory.Open(ports.FileSystem, places, problems, CancellationToken.None);
            foreach (MemoryRecord record in history.ReadAllStragglers())
            {
                found[MemoryHistory.KeyOf(record)] = record;
            }
        }

        return found.Keys.Select(static name => (name, FileStamp.Of(name)));
    }

    /// <inheritdoc/>
    public SearchDocument? Read(string name, ProblemList problems) =>
        found.TryGetValue(name, out MemoryRecord? record) ? SearchDocuments.From(record) with { Path = places.ArchiveDirectory } : null;
}
