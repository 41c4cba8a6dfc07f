using System.Buffers.Binary;
using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Sqlite.Salvage;

/// <summary>The committed pages of a write-ahead log, checked by its own sums as SQLite checks them.</summary>
internal sealed class PageLog
{
    private const int HeaderBytes = 32;
    private const int FrameHeaderBytes = 24;
    private const uint MagicLittle = 0x377F0682;
    private const uint MagicBig = 0x377F0683;

    private readonly IFile file;
    private readonly Dictionary<long, long> offsets = [];

    private PageLog(IFile file, int pageBytes)
    {
        this.file = file;
        PageBytes = pageBytes;
    }

    /// <summary>The length of a page.</summary>
    internal int PageBytes { get; }

    /// <summary>The length of the database in pages after the last commit.</summary>
    internal long LastPage { get; private set; }

    /// <summary>Looks for the newest committed version of every page.</summary>
    /// <returns>Null if there is no commit in it.</returns>
    internal static PageLog? Read(IFile file)
    {
        byte[] header = new byte[HeaderBytes];
        if (file.ReadFully(header, 0) < HeaderBytes)
        {
            return null;
        }

        uint magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        int pageBytes = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(8));
        if (magic is not (MagicLittle or MagicBig) || pageBytes is < 512 or > 65_536 || !int.IsPow2(pageBytes))
        {
            return null;
        }

        bool isBig = magic == MagicBig;
        (uint, uint) sum = Sum((0, 0), header.AsSpan(0, 24), isBig);
        return sum == SumAt(header, 24) ? ReadFrames(new PageLog(file, pageBytes), header, sum, isBig) : null;
    }

    /// <summary>Reads a page if the log has it.</summary>
    internal bool Read(long number, Span<byte> page) =>
        offsets.TryGetValue(number, out long offset) && file.ReadFully(page[..PageBytes], offset) == PageBytes;

    private static PageLog? ReadFrames(PageLog log, byte[] header, (uint, uint) sum, bool isBig)
    {
        byte[] frame = new byte[FrameHeaderBytes + log.PageBytes];
        var pending = new Dictionary<long, long>();
        for (long offset = HeaderBytes; log.file.ReadFully(frame, offset) == frame.Length; offset += frame.Length)
        {
            sum = Sum(Sum(sum, frame.AsSpan(0, 8), isBig), frame.AsSpan(FrameHeaderBytes), isBig);
            if (!frame.AsSpan(8, 8).SequenceEqual(header.AsSpan(16, 8)) || sum != SumAt(frame, 16))
            {
                break;
            }

            pending[BinaryPrimitives.ReadUInt32BigEndian(frame)] = offset + FrameHeaderBytes;
            if (BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(4)) is > 0 and var length)
            {
                foreach ((long page, long at) in pending)
                {
                    log.offsets[page] = at;
                }

                pending.Clear();
                log.LastPage = length;
            }
        }

        return log.LastPage > 0 ? log : null;
    }

    private static (uint, uint) SumAt(ReadOnlySpan<byte> bytes, int offset) =>
        (BinaryPrimitives.ReadUInt32BigEndian(bytes[offset..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[(offset + 4)..]));

    private static (uint First, uint Second) Sum((uint First, uint Second) sum, ReadOnlySpan<byte> bytes, bool isBig)
    {
        (uint first, uint second) = sum;
        for (int index = 0; index < bytes.Length; index += 8)
        {
            ReadOnlySpan<byte> pair = bytes.Slice(index, 8);
            first = unchecked(first + (isBig ? BinaryPrimitives.ReadUInt32BigEndian(pair) : BinaryPrimitives.ReadUInt32LittleEndian(pair)) + second);
            second = unchecked(second + (isBig ? BinaryPrimitives.ReadUInt32BigEndian(pair[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(pair[4..])) + first);
        }

        return (first, second);
    }
}
