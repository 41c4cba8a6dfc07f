using System.Buffers;
using Daybook.Durability.FileSystem;

namespace Daybook.Durability.Logs;

/// <summary>
/// Reads a log line by line from an offset to an end that is fixed when the reader is made. Flat in memory: a line over the
/// limit is passed over by offset. Reads the bytes as they are; what a line means is its reader's business.
/// </summary>
public sealed class LineReader : IDisposable
{
    private const int ChunkBytesMinimum = 4096;

    private readonly IFile? file;
    private readonly Stream? stream;
    private readonly long until;
    private readonly int lineBytesMaximum;
    private byte[] buffer;
    private int start;
    private int filled;
    private long bufferOffset;
    private long number;

    /// <summary>Starts at an offset that is the start of a line.</summary>
    /// <param name="file">The log; it stays the caller's.</param>
    /// <param name="from">The offset of the first line.</param>
    /// <param name="until">Where to stop; usually the length the file had a moment ago.</param>
    /// <param name="lineBytesMaximum">The longest line that is loaded.</param>
    /// <param name="chunkBytes">How much is asked for at a time, from 4 to 256 KiB. For whoever wants one line about as much as a line has: a longer one is asked for in pieces.</param>
    public LineReader(IFile file, long from, long until, int lineBytesMaximum = LogLimits.LineBytesMaximum, int chunkBytes = LogLimits.ChunkBytes)
    {
        this.file = file;
        this.until = until;
        this.lineBytesMaximum = lineBytesMaximum;
        bufferOffset = from;
        buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(until - from, ChunkBytesMinimum, Math.Clamp(chunkBytes, ChunkBytesMinimum, LogLimits.ChunkBytes)));
    }

    /// <summary>Starts at the beginning of a stream, such as one that a compressed log comes out of.</summary>
    /// <param name="stream">The log; it stays the caller's.</param>
    /// <param name="until">Where to stop, in bytes of the stream.</param>
    public LineReader(Stream stream, long until)
    {
        this.stream = stream;
        this.until = until;
        lineBytesMaximum = LogLimits.LineBytesMaximum;
        buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(until, ChunkBytesMinimum, LogLimits.ChunkBytes));
    }

    /// <summary>Moves to the next line.</summary>
    /// <returns><c>false</c> at the end.</returns>
    /// <exception cref="Errors.FileSystemException">A read failed.</exception>
    public bool Read(out LogLine line)
    {
        int searched = 0;
        while (true)
        {
            ReadOnlySpan<byte> pending = buffer.AsSpan(start, filled - start);
            int newline = pending[searched..].IndexOf((byte)'\n');
            if (newline >= 0)
            {
                line = Take(pending, searched + newline, endsInNewline: true);
                return true;
            }

            searched = pending.Length;

            // One more may be the carriage return of a line that just fits.
            if (searched > lineBytesMaximum + 1)
            {
                line = PassOver();
                return true;
            }

            if (!Fill())
            {
                // Filling has moved the pending bytes, though it added none.
                bool any = searched > 0;
                line = any ? Take(buffer.AsSpan(start, searched), searched, endsInNewline: false) : default;
                return any;
            }
        }
    }

    /// <summary>Gives the buffer back; the file stays open.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        start = filled = 0;
    }

    private LogLine Take(ReadOnlySpan<byte> pending, int length, bool endsInNewline)
    {
        long offset = bufferOffset + start;
        start += length + (endsInNewline ? 1 : 0);
        bool carriageReturn = endsInNewline && length > 0 && pending[length - 1] == '\r';
        LineEnding ending = carriageReturn ? LineEnding.CarriageReturnNewline : endsInNewline ? LineEnding.Newline : LineEnding.None;
        ReadOnlySpan<byte> bytes = pending[..(carriageReturn ? length - 1 : length)];
        return new LogLine(bytes.Length > lineBytesMaximum ? [] : bytes, offset, bytes.Length, ++number, ending);
    }

    /// <summary>The buffer holds only the start of a line that is already too long: drop what is read until its newline comes.</summary>
    private LogLine PassOver()
    {
        long offset = bufferOffset + start;
        byte last = 0;
        while (true)
        {
            int newline = buffer.AsSpan(start, filled - start).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                long length = bufferOffset + start + newline - offset;
                byte before = newline > 0 ? buffer[start + newline - 1] : last;
                start += newline + 1;
                return before == '\r'
                    ? new LogLine([], offset, length - 1, ++number, LineEnding.CarriageReturnNewline)
                    : new LogLine([], offset, length, ++number, LineEnding.Newline);
            }

            last = filled > start ? buffer[filled - 1] : last;
            start = filled;
            if (!Fill())
            {
                return new LogLine([], offset, bufferOffset + filled - offset, ++number, LineEnding.None);
            }
        }
    }

    private bool Fill()
    {
        int kept = filled - start;
        bufferOffset += start;
        if (kept == buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            buffer.AsSpan(start, kept).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
        else if (start > 0)
        {
            buffer.AsSpan(start, kept).CopyTo(buffer);
        }

        start = 0;
        filled = kept;
        int wanted = (int)Math.Min(buffer.Length - kept, until - bufferOffset - kept);
        int read = wanted > 0 ? ReadFully(buffer.AsSpan(kept, wanted), bufferOffset + kept) : 0;
        filled += read;
        return read > 0;
    }

    private int ReadFully(Span<byte> destination, long offset) =>
        file?.ReadFully(destination, offset) ?? stream?.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false) ?? 0;
}
