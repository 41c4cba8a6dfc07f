using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <content>
/// Records that a writer of another program added to a segment because it had the file open before the compaction. They count as
/// live. Whoever copies them into the live log tells so in the list only afterwards; until then a record found in both places is
/// known by its id.
/// </content>
internal sealed partial class MemoryHistory
{
    private HashSet<string>? stragglers;

    /// <summary>What tells one straggler from another: its id, or where it has none all that it says.</summary>
    internal static string KeyOf(MemoryRecord record) => record.Id ?? "\n" + MemoryText.Of(record);

    /// <summary>All of them, forgotten or not.</summary>
    internal IEnumerable<MemoryRecord> ReadAllStragglers() => ReadStragglers(idOrPrefix: null);

    /// <summary>The keys of those that stand nowhere else. They are few, and usually none.</summary>
    private HashSet<string> StragglerKeys()
    {
        if (stragglers is not null)
        {
            return stragglers;
        }

        stragglers = new HashSet<string>(StringComparer.Ordinal);
        foreach (ArchiveSegment segment in Straggling())
        {
            using MemoryScan scan = segment.ScanStragglers(new ProblemList());
            while (scan.Read())
            {
                stragglers.Add(KeyOf(scan.Current));
            }
        }

        foreach (MemoryRecord record in stragglers.Count > 0 ? ReadStored(idOrPrefix: null) : [])
        {
            stragglers.Remove(KeyOf(record));
        }

        return stragglers;
    }

    private IEnumerable<ArchiveSegment> Straggling() =>
        Segments.Where(static segment => segment.FindPlain() is { } file && file.Length > segment.Entry.SealedLength);

    private IEnumerable<MemoryRecord> ReadStragglers(string? idOrPrefix)
    {
        var left = new HashSet<string>(StragglerKeys(), StringComparer.Ordinal);
        foreach (ArchiveSegment segment in Straggling())
        {
            using MemoryScan scan = segment.ScanStragglers(problems).For(idOrPrefix);
            while (scan.Read())
            {
                if (left.Remove(KeyOf(scan.Current)))
                {
                    yield return scan.Current;
                }
            }
        }
    }
}
