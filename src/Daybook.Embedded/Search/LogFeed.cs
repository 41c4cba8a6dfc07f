using Daybook.Durability.FileSystem;
using Daybook.Durability.Integrity;
using Daybook.Durability.Logs;

namespace Daybook.Embedded.Search;

/// <summary>
/// Follows files that are only added to: reads what came since, and a file that was replaced, cut or changed from its start. What was changed
/// far back in a file that has grown meanwhile is noticed when a hit is shown.
/// </summary>
internal static class LogFeed
{
    private const int TailBytes = 1024;
    private const int BlockBytes = 128 << 10;

    /// <summary>About how long a line is, where only bytes are known.</summary>
    private const int LineBytes = 400;

    /// <summary>Reads lines into documents.</summary>
    internal delegate void LineReading(LogLine line, DocumentTerms documents);

    /// <summary>How many lines a file has that the index lacks, by its bytes; 0 where it looks as it did when it was read to its end.</summary>
    internal static long Behind(IndexSource? known, FileStat file, long until) =>
        known is null ? Lines(until)
        : known.IsAs(file) ? 0
        : !known.IsFile(file) || file.Length < known.Position ? Math.Max(1, Lines(until))
        : Math.Max(1, Lines(until - known.Position));

    /// <summary>About how many lines so many bytes are; at least one.</summary>
    internal static long Lines(long bytes) => bytes == 0 ? 0 : Math.Max(1, bytes / LineBytes);

    /// <summary>The source of a file, ready to be read on: dropped and begun anew where the file is not what was read.</summary>
    internal static IndexSource Continue(IndexWriting writing, string name, int kind, IFile file, FileStat stat)
    {
        IndexSource source = writing.Source(name, kind);
        bool isNew = !writing.State.Sources.ContainsKey(name);
        bool isSame = source.IsFile(stat)
            && stat.Length >= source.Position
            && !(stat.Length == source.Length && stat.Modified.UtcTicks != source.Modified)
            && TailOf(file, source.Position) == source.Tail;
        if (isNew)
        {
            return source;
        }

        if (isSame && PastEnding(file, source.Position) is { } position)
        {
            return source with { Position = position };
        }

        writing.Drop(source);
        return source with { Position = 0, Lines = 0, Tail = 0 };
    }

    /// <summary>Reads a file on from where it was left, in blocks and on all processors.</summary>
    /// <returns>How many bytes are left for want of time.</returns>
    internal static long ReadOn(IndexWriting writing, IndexSource source, IFile file, FileStat stat, long until, LineReading read)
    {
        IndexSource known = source.As(stat);
        foreach (DocumentTerms block in ReadAhead.InOrder(
            LogBlocks.Split(file, source.Position, until, BlockBytes), part => ReadBlock(file, part, read)))
        {
            writing.Add(known, block);
            known = known with { Position = block.End, Lines = known.Lines + block.Lines };
            if (writing.IsOver)
            {
                break;
            }
        }

        bool isLeft = known.Position < until && writing.IsOver;
        writing.Save(known with { Tail = TailOf(file, known.Position), Length = isLeft ? known.Position : known.Length });
        return isLeft ? until - known.Position : 0;
    }

    /// <summary>Behind the ending of the last line that was read, if it had none then; null where something else was written there.</summary>
    private static long? PastEnding(IFile file, long position)
    {
        Span<byte> around = stackalloc byte[2];
        if (position == 0 || file.ReadFully(around, position - 1) == 0 || around[0] == (byte)'\n')
        {
            return position;
        }

        int read = file.ReadFully(around, position);
        return read == 0 ? position
            : around[0] == (byte)'\n' ? position + 1
            : read == 2 && around[0] == (byte)'\r' && around[1] == (byte)'\n' ? position + 2
            : null;
    }

    private static DocumentTerms ReadBlock(IFile file, LogBlock part, LineReading read)
    {
        var documents = new DocumentTerms { End = part.From };
        using var reader = new LineReader(file, part.From, part.Until);
        while (reader.Read(out LogLine line))
        {
            int before = documents.Count;
            int problemsBefore = documents.Problems.Count;
            read(line, documents);
            if (line.Ending == LineEnding.None && documents.Count == before)
            {
                // Somebody may be writing it at this moment.
                documents.KeepProblems(problemsBefore);
                break;
            }

            documents.End = line.End;
            documents.Lines = line.Number;
        }

        return documents;
    }

    private static long TailOf(IFile file, long position)
    {
        Span<byte> tail = stackalloc byte[TailBytes];
        int length = (int)Math.Min(TailBytes, position);
        return length == 0 ? 0 : Crc32C.Compute(tail[..file.ReadFully(tail[..length], position - length)]);
    }
}
