using Daybook.Durability.FileSystem;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>Pages of the history from its end: the newest records without reading the rest.</summary>
internal static class MemoryPages
{
    internal static Page<MemoryRecord> Read(IFileSystem fileSystem, MemoryPlaces places, MemoryListing listing, CancellationToken cancellationToken)
    {
        MemoryRules.ValidateLimit(listing.Limit);
        ListCursor start = listing.Cursor is { } cursor ? ListCursor.Decode(cursor) : ListCursor.Newest;
        var problems = new ProblemList();
        var items = new List<MemoryRecord>();
        ListCursor last = start;
        using MemoryHistory history = MemoryHistory.Open(fileSystem, places, problems, cancellationToken);

        // One more than the page tells whether there is another page.
        foreach ((MemoryRecord record, ListCursor place) in history.ReadBackward(start, listing.Limit + 1))
        {
            if (items.Count == listing.Limit)
            {
                return new Page<MemoryRecord>(items, null, last.Encode(), problems.Items);
            }

            items.Add(record);
            last = place;
        }

        return new Page<MemoryRecord>(items, null, null, problems.Items);
    }
}
