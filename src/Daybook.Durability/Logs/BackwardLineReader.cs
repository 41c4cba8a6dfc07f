using System.Buffers;
using Daybook.Durability.FileSystem;

namespace Daybook.Durability.Logs;

/// <summary>Reads a log line by line from an end towards the start: the newest records without the history. Flat in memory as <see cref="LineReader"/>.</summary>
public sealed class BackwardLineReader : IDisposable
{
    private readonly IFile file;
    private readonly int lineBytesMaximum;
    private byte[] buffer;
    private long bufferOffset;
    private int filled;
    private bool endsInNewline;

    /// <summary>Starts at an end of a line.</summary>
    /// <param name="file">The log; it stays the caller's.</param>
    /// <param name="from">Where to start: the file's length, or the start of a line read earlier.</param>
    /// <param name="lineBytesMaximum">The longest line that is loaded.</param>
    public BackwardLineReader(IFile file, long from, int lineBytesMaximum = LogLimits.LineBytesMaximum)
    {
        this.file = file;
        this.lineBytesMaximum = lineBytesMaximum;
        bufferOffset = from;
        buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(from, 4096, LogLimits.ChunkBytes));
    }

    /// <summary>Moves to the line before.</summary>
    /// <returns><c>false</c> at the start of the file.</returns>
    /// <exception cref="Errors.FileSystemException">A read failed.</exception>
    public bool Read(out LogLine line)
    {
        if (filled == 0 && !Fill())
        {
            line = default;
            return false;
        }

        endsInNewline = buffer[filled - 1] == '\n';
        int end = endsInNewline ? filled - 1 : filled;
        while (true)
        {
            int newline = buffer.AsSpan(0, end).LastIndexOf((byte)'\n');
            if (newline >= 0)
            {
                line = Take(newline + 1, end);
                return true;
            }

            // One more may be the carriage return of a line that just fits.
            if (end > lineBytesMaximum + 1)
            {
                line = PassOver(end);
                return true;
            }

            int grown = filled;
            if (!Fill())
            {
                bool any = filled > 0;
                line = any ? Take(0, end) : default;
                return any;
            }

            end += filled - grown;
        }
    }

    /// <summary>Gives the buffer back; the file stays open.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        filled = 0;
    }

    private LogLine Take(int begin, int end)
    {
        bool carriageReturn = endsInNewline && end > begin && buffer[end - 1] == '\r';
        ReadOnlySpan<byte> bytes = buffer.AsSpan(begin, end - begin - (carriageReturn ? 1 : 0));
        filled = begin;
        return new LogLine(bytes.Length > lineBytesMaximum ? [] : bytes, bufferOffset + begin, bytes.Length, 0, Ending(carriageReturn));
    }

    /// <summary>The line is already too long: walk back to its start without keeping it.</summary>
    private LogLine PassOver(int end)
    {
        bool carriageReturn = endsInNewline && buffer[end - 1] == '\r';
        long endOffset = bufferOffset + end - (carriageReturn ? 1 : 0);
        int newline = -1;
        do
        {
            filled = 0;
        }
        while (Fill() && (newline = buffer.AsSpan(0, filled).LastIndexOf((byte)'\n')) < 0);

        filled = newline + 1;
        long offset = bufferOffset + filled;
        return new LogLine([], offset, endOffset - offset, 0, Ending(carriageReturn));
    }

    private LineEnding Ending(bool carriageReturn) =>
        carriageReturn ? LineEnding.CarriageReturnNewline : endsInNewline ? LineEnding.Newline : LineEnding.None;

    /// <summary>Puts the bytes before the buffered ones in front of them.</summary>
    private bool Fill()
    {
        int wanted = (int)Math.Min(bufferOffset, LogLimits.ChunkBytes);
        if (wanted == 0)
        {
            return false;
        }

        if (filled + wanted > buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length * 2, filled + wanted));
            buffer.AsSpan(0, filled).CopyTo(larger.AsSpan(wanted));
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
        else
        {
            buffer.AsSpan(0, filled).CopyTo(buffer.AsSpan(wanted));
        }

        int read = file.ReadFully(buffer.AsSpan(0, wanted), bufferOffset - wanted);
        if (read < wanted)
        {
            // The file was cut while we read it; what is left of it is not ours to guess at.
            bufferOffset = filled = 0;
            return false;
        }

        bufferOffset -= wanted;
        filled += wanted;
        return true;
    }
}
