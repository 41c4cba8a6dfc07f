using System.Buffers;
using Daybook.Durability.FileSystem;

namespace Daybook.Durability.Logs;

/// <summary>The copy of a log that a rewrite makes, piece by piece: what a mender decides for each line, flat in memory.</summary>
internal sealed class LogCopy(IFile log, IFile copy, LineMender mender, IProgress<long>? progress)
{
    private readonly LogBuffer buffer = new();
    private long written;
    private long reported;

    /// <summary>Where the first line starts that is not copied yet.</summary>
    internal long End { get; private set; }

    /// <summary>Copies on to an offset.</summary>
    /// <param name="until">The offset.</param>
    /// <param name="isWhole">Whether the log ends there for good; otherwise a line without its newline is left for the next call.</param>
    internal void CopyTo(long until, bool isWhole)
    {
        using var reader = new LineReader(log, End, until);
        while (reader.Read(out LogLine line) && (isWhole || line.Ending != LineEnding.None))
        {
            Add(line);
            End = line.End;
            if (buffer.Length >= LogLimits.ChunkBytes)
            {
                Drain();
            }

            if (line.End - reported >= LogLimits.BatchBytesMaximum)
            {
                reported = line.End;
                progress?.Report(reported);
            }
        }

        Drain();
    }

    /// <summary>Writes what becomes of a line, with its newline.</summary>
    /// <returns>Whether it is kept and too long to be loaded, so that nothing of it was written.</returns>
    internal static bool Mend(LogLine line, LineMender mender, LogBuffer buffer)
    {
        int start = buffer.Length;
        switch (mender(line, buffer))
        {
            case LineVerdict.Keep when line.IsTooLong:
                buffer.CutTo(start);
                return true;
            case LineVerdict.Keep:
                buffer.CutTo(start);
                line.Bytes.CopyTo(buffer.GetSpan(line.Bytes.Length));
                buffer.Advance(line.Bytes.Length);
                buffer.Append((byte)'\n');
                break;
            case LineVerdict.Replace:
                buffer.Append((byte)'\n');
                break;
            default:
                buffer.CutTo(start);
                break;
        }

        return false;
    }

    private void Add(LogLine line)
    {
        if (Mend(line, mender, buffer))
        {
            Drain();
            CopyUnread(line.Offset, line.Length);
            buffer.Append((byte)'\n');
        }
    }

    /// <summary>A line that is too long to be loaded goes over in pieces.</summary>
    private void CopyUnread(long from, long length)
    {
        byte[] chunk = ArrayPool<byte>.Shared.Rent(LogLimits.ChunkBytes);
        try
        {
            for (long done = 0; done < length;)
            {
                int read = log.ReadFully(chunk.AsSpan(0, (int)Math.Min(chunk.Length, length - done)), from + done);
                if (read == 0)
                {
                    break;
                }

                copy.WriteFully(chunk.AsSpan(0, read), written);
                written += read;
                done += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    private void Drain()
    {
        copy.WriteFully(buffer.Written, written);
        written += buffer.Length;
        buffer.CutTo(0);
    }
}
