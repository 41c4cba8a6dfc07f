using System.Buffers.Binary;
using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Sqlite.Salvage;

/// <summary>
/// The pages of a database file and of the log beside it, as they stand on the disk, read without SQLite: it gives up on a file whose first
/// page or inner pages are damaged, and the rows are on the others.
/// </summary>
internal sealed class PageSource
{
    private const int HeaderBytes = 100;
    private const int PageBytesMin = 512;
    private const int PageBytesMax = 65_536;
    private const int UsableBytesMin = 480;

    // Apple's SQLite keeps so much of each page for sums of its own.
    private const int ReservedByApple = 12;

    private readonly IFile database;
    private readonly PageLog? log;
    private readonly bool isLogUsed;

    /// <summary>Looks at both files.</summary>
    /// <param name="database">The database.</param>
    /// <param name="log">The log; null where there is none or where it is not to be used.</param>
    internal PageSource(IFile database, IFile? log)
    {
        this.database = database;
        this.log = log is null ? null : PageLog.Read(log);
        PageBytes = this.log?.PageBytes ?? PageBytesOf(database);
        isLogUsed = this.log is not null;
        long stored = (database.Stat().Length + PageBytes - 1) / PageBytes;
        Count = isLogUsed ? Math.Max(stored, this.log?.LastPage ?? 0) : stored;
        UsableBytes = FindUsableBytes();
    }

    /// <summary>The length of a page.</summary>
    internal int PageBytes { get; }

    /// <summary>How many pages there are.</summary>
    internal long Count { get; }

    /// <summary>The part of a page that SQLite uses: one number where the header tells what is reserved, else all that it may be, likely ones first.</summary>
    internal IReadOnlyList<int> UsableBytes { get; }

    /// <summary>Reads a page, counted from 1.</summary>
    /// <returns>False if there is no such page. What the file is too short for is zero.</returns>
    internal bool Read(long number, Span<byte> page)
    {
        if (number < 1 || number > Count)
        {
            return false;
        }

        if (isLogUsed && log?.Read(number, page) == true)
        {
            return true;
        }

        int read = database.ReadFully(page, (number - 1) * PageBytes);
        page[read..].Clear();
        return true;
    }

    /// <summary>The pages that hold nothing any more: rows that still stand on them were deleted.</summary>
    internal HashSet<long> FreePages()
    {
        var free = new HashSet<long>();
        byte[] page = new byte[PageBytes];
        if (!Read(1, page))
        {
            return free;
        }

        long trunk = BinaryPrimitives.ReadUInt32BigEndian(page.AsSpan(32));
        while (trunk > 1 && free.Add(trunk) && Read(trunk, page))
        {
            uint count = Math.Min(BinaryPrimitives.ReadUInt32BigEndian(page.AsSpan(4)), (uint)(PageBytes / 4) - 2);
            for (int index = 0; index < count; index++)
            {
                free.Add(BinaryPrimitives.ReadUInt32BigEndian(page.AsSpan(8 + (4 * index))));
            }

            trunk = BinaryPrimitives.ReadUInt32BigEndian(page);
        }

        return free;
    }

    private int[] FindUsableBytes()
    {
        byte[] page = new byte[PageBytes];
        bool isHeader = Read(1, page) && IsHeader(page) && SaidPageBytes(page) == PageBytes;
        return isHeader && PageBytes - page[20] >= UsableBytesMin ? [PageBytes - page[20]] : [PageBytes, PageBytes - ReservedByApple];
    }

    /// <summary>Whether this is the start of a database: its name, and the three fractions that never differ.</summary>
    private static bool IsHeader(ReadOnlySpan<byte> start) =>
        start.StartsWith("SQLite format 3\0"u8) && start[21..].StartsWith((ReadOnlySpan<byte>)[64, 32, 32]);

    private static int SaidPageBytes(ReadOnlySpan<byte> header)
    {
        int said = BinaryPrimitives.ReadUInt16BigEndian(header[16..]);
        return said == 1 ? PageBytesMax : said;
    }

    /// <summary>What the header says, else the length at which pages look like pages: a file is taken apart at the same places everywhere.</summary>
    private static int PageBytesOf(IFile database)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        int read = database.ReadFully(header, 0);
        if (read == HeaderBytes && header.StartsWith("SQLite format 3\0"u8))
        {
            int said = SaidPageBytes(header);
            if (said is >= PageBytesMin and <= PageBytesMax && int.IsPow2(said))
            {
                return said;
            }
        }

        return Guess(database);
    }

    private static int Guess(IFile database)
    {
        const int CommonBytes = 4096;
        const int Looked = 64;
        long length = database.Stat().Length;
        Span<byte> first = stackalloc byte[1];
        (int best, int most) = (CommonBytes, 0);
        for (int size = PageBytesMin; size <= PageBytesMax; size *= 2)
        {
            int pages = 0;
            int alike = 0;
            for (long offset = size; offset < length && pages < Looked; offset += size, pages++)
            {
                alike += database.ReadFully(first, offset) == 1 && first[0] is 0x02 or 0x05 or 0x0A or 0x0D ? 1 : 0;
            }

            // The share counts, not the number: at half the length every second place is in the middle of a page.
            int share = pages == 0 ? 0 : 1000 * alike / pages;
            if (share > most || (share == most && size == CommonBytes))
            {
                (best, most) = (size, share);
            }
        }

        return best;
    }
}
