using System.Buffers.Binary;

namespace Daybook.Embedded.Sqlite.Salvage;

/// <summary>
/// The rows on the leaves of tables, page by page and without the pages above them, so that a damaged page hides its own rows only. The form
/// of a page is that of the file format's description (sqlite.org/fileformat2.html).
/// </summary>
internal sealed class LeafRows(PageSource pages, int payloadBytesMax)
{
    private const byte TableLeaf = 0x0D;
    private const int FirstPageHeaderBytes = 100;
    private const int LeafHeaderBytes = 8;

    /// <summary>Rows that could not be read, or only in part.</summary>
    internal long Damaged { get; private set; }

    /// <summary>All rows of all tables, each as its columns.</summary>
    internal IEnumerable<IReadOnlyList<RecordValue>> Read()
    {
        HashSet<long> free = pages.FreePages();
        byte[] page = new byte[pages.PageBytes];
        for (long number = 1; number <= pages.Count; number++)
        {
            int header = number == 1 ? FirstPageHeaderBytes : 0;
            if (free.Contains(number) || !pages.Read(number, page) || page[header] != TableLeaf)
            {
                continue;
            }

            int cells = BinaryPrimitives.ReadUInt16BigEndian(page.AsSpan(header + 3));
            for (int index = 0; index < cells; index++)
            {
                int pointer = header + LeafHeaderBytes + (2 * index);
                if (pointer + 2 > page.Length)
                {
                    Damaged++;
                    break;
                }

                if (ReadRow(page, BinaryPrimitives.ReadUInt16BigEndian(page.AsSpan(pointer))) is { } row)
                {
                    yield return row;
                }
                else
                {
                    Damaged++;
                }
            }
        }
    }

    private IReadOnlyList<RecordValue>? ReadRow(byte[] page, int offset)
    {
        foreach (int usable in pages.UsableBytes)
        {
            if (ReadCell(page, offset, usable) is { } payload && RecordValue.ReadRecord(payload) is { } row)
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>A cell's payload, with what stands on overflow pages; null if it is not what it should be.</summary>
    private byte[]? ReadCell(byte[] page, int offset, int usable)
    {
        ReadOnlySpan<byte> rest = offset < usable ? page.AsSpan(offset, usable - offset) : default;
        if (!RecordValue.ReadVarint(ref rest, out long length) || !RecordValue.ReadVarint(ref rest, out _) || length < 1 || length > payloadBytesMax)
        {
            return null;
        }

        int inPage = InPage(length, usable);
        if (rest.Length < inPage + (inPage < length ? 4 : 0))
        {
            return null;
        }

        byte[] payload = new byte[length];
        rest[..inPage].CopyTo(payload);
        return inPage == length || ReadOverflow(payload, inPage, usable, BinaryPrimitives.ReadUInt32BigEndian(rest[inPage..])) ? payload : null;
    }

    private bool ReadOverflow(byte[] payload, int filled, int usable, long next)
    {
        byte[] page = new byte[pages.PageBytes];
        while (filled < payload.Length)
        {
            if (next < 2 || !pages.Read(next, page))
            {
                return false;
            }

            int part = Math.Min(payload.Length - filled, usable - 4);
            page.AsSpan(4, part).CopyTo(payload.AsSpan(filled));
            filled += part;
            next = BinaryPrimitives.ReadUInt32BigEndian(page);
        }

        return next == 0;
    }

    /// <summary>How much of a payload stands in the leaf itself, by the format's own arithmetic.</summary>
    private static int InPage(long length, int usable)
    {
        int most = usable - 35;
        if (length <= most)
        {
            return (int)length;
        }

        int least = ((usable - 12) * 32 / 255) - 23;
        long kept = least + ((length - least) % (usable - 4));
        return kept <= most ? (int)kept : least;
    }
}
