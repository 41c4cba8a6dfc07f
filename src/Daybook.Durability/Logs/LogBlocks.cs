using Daybook.Durability.FileSystem;

namespace Daybook.Durability.Logs;

/// <summary>Cuts a log into blocks of whole lines, so that several threads can read one log.</summary>
public static class LogBlocks
{
    private const int ProbeBytes = 4096;

    /// <summary>Blocks from a line's start to an end, one after the other and without a gap.</summary>
    /// <param name="file">The log; it stays the caller's.</param>
    /// <param name="from">The offset of the first line.</param>
    /// <param name="until">Where to stop; usually the length the file had a moment ago.</param>
    /// <param name="bytes">How many bytes a block has at least; it is longer by what its last line needs.</param>
    /// <exception cref="Errors.FileSystemException">A read failed.</exception>
    public static IEnumerable<LogBlock> Split(IFile file, long from, long until, int bytes)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytes);
        for (long start = from; start < until;)
        {
            long end = until - start <= bytes ? until : EndOfLine(file, start + bytes - 1, until);
            yield return new LogBlock(start, end);
            start = end;
        }
    }

    private static long EndOfLine(IFile file, long from, long until)
    {
        Span<byte> probe = stackalloc byte[ProbeBytes];
        for (long at = from; at < until;)
        {
            int read = file.ReadFully(probe[..(int)Math.Min(ProbeBytes, until - at)], at);
            int newline = probe[..read].IndexOf((byte)'\n');
            if (newline >= 0)
            {
                return at + newline + 1;
            }

            at += read > 0 ? read : until - at;
        }

        return until;
    }
}
