using System.Globalization;
using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>Pages of the log from its end: the newest records without reading the history. The cursor is the offset where a page ended.</summary>
internal static class MemoryPages
{
    internal static Page<MemoryRecord> Read(IFileSystem fileSystem, MemoryPlaces places, MemoryListing listing, CancellationToken cancellationToken)
    {
        MemoryRules.ValidateLimit(listing.Limit);
        long? from = listing.Cursor is { } cursor ? Decode(cursor) : null;
        var problems = new ProblemList();
        var items = new List<MemoryRecord>();
        using IFile? file = places.OpenForReading(fileSystem);
        if (file is null)
        {
            return new Page<MemoryRecord>([], null, null, []);
        }

        long length = file.Stat().Length;
        RepeatedRecords repeats = places.RepeatsIn(file, length, cancellationToken);
        using MemoryScan scan = MemoryScan.Backward(file, Math.Min(from ?? length, length), problems);
        long ended = 0;
        while (items.Count < listing.Limit && scan.Read())
        {
            ended = scan.Offset;
            if (repeats.Admits(scan.Current, scan.Offset, problems))
            {
                items.Add(scan.Current);
            }
        }

        bool isLast = items.Count < listing.Limit || ended == 0;
        return new Page<MemoryRecord>(items, null, isLast ? null : Encode(ended), problems.Items);
    }

    private static string Encode(long offset) => "b1-" + offset.ToString("x", CultureInfo.InvariantCulture);

    private static long Decode(string cursor) =>
        cursor.StartsWith("b1-", StringComparison.Ordinal)
        && long.TryParse(cursor.AsSpan(3), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long offset) && offset >= 0
            ? offset
            : throw new InvalidInputException("the cursor is not one of this listing") { Hint = "pass next_cursor of the page before, unchanged" };
}
