using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;

namespace Daybook.Embedded.Tasks;

/// <summary>
/// The lines of one month, wherever they are: first those that are packed, then those that are not. Offsets count through both. Flat in
/// memory.
/// </summary>
internal sealed class HistoryReading : IDisposable
{
    private readonly PackedLines? packed;
    private readonly IFile? plain;

    private HistoryReading(PackedLines? packed, IFile? plain)
    {
        this.packed = packed;
        this.plain = plain;
        PackedLength = packed?.Length ?? 0;
        Length = PackedLength + (plain?.Stat().Length ?? 0);
    }

    /// <summary>Takes a line.</summary>
    internal delegate void Visitor(ReadOnlySpan<byte> line, long offset);

    /// <summary>Takes a line and says whether to go on.</summary>
    internal delegate bool Search(ReadOnlySpan<byte> line, long offset);

    internal long PackedLength { get; }

    /// <summary>Whether the packed lines are not all that there were.</summary>
    internal bool IsDamaged => packed?.IsDamaged == true;

    internal long Length { get; }

    internal static HistoryReading Open(IFileSystem fileSystem, string history, HistoryMonth month)
    {
        // Plain before packed: who packs them removes the plain lines last, so that none is missed.
        IFile? plain = fileSystem.OpenIfThere(month.PlainPath(history));
        try
        {
            PackedLines? packed = PackedLines.Open(fileSystem, month.PackedPath(history));
            if (packed is null || plain is null || !packed.EndsWith(plain))
            {
                return new HistoryReading(packed, plain);
            }

            plain.Dispose();
            return new HistoryReading(packed, null);
        }
        catch
        {
            plain?.Dispose();
            throw;
        }
    }

    /// <summary>Shows the lines from an offset that is the start of one.</summary>
    internal void Forward(long from, Visitor visit)
    {
        packed?.Forward(from, visit);
        if (plain is null)
        {
            return;
        }

        using var reader = new LineReader(plain, Math.Max(0, from - PackedLength), plain.Stat().Length);
        while (reader.Read(out LogLine line))
        {
            if (line.Ending != LineEnding.None && line.Bytes.Length > 0)
            {
                visit(line.Bytes, PackedLength + line.Offset);
            }
        }
    }

    /// <summary>Shows the lines from the last to the first, as long as the search goes on; answers whether it reached the first.</summary>
    internal bool Backward(Search search)
    {
        if (plain is not null)
        {
            using var reader = new BackwardLineReader(plain, plain.Stat().Length);
            while (reader.Read(out LogLine line))
            {
                if (line.Ending != LineEnding.None && line.Bytes.Length > 0 && !search(line.Bytes, PackedLength + line.Offset))
                {
                    return false;
                }
            }
        }

        return packed?.Backward(search) ?? true;
    }

    /// <summary>The bytes at an offset; null where the month is not that long.</summary>
    internal byte[]? ReadAt(long offset, int length)
    {
        if (length is <= 0 or > LogLimits.LineBytesMaximum || offset + length > Length)
        {
            return null;
        }

        if (offset < PackedLength)
        {
            return packed?.ReadAt(offset, length);
        }

        byte[] line = new byte[length];
        return plain?.ReadFully(line, offset - PackedLength) == length ? line : null;
    }

    public void Dispose()
    {
        packed?.Dispose();
        plain?.Dispose();
    }
}
