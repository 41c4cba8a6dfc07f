using System.Text;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>Reads records of one file one after the other, forward or backward, and reports what is wrong on the way. Flat in memory.</summary>
internal sealed class MemoryScan : IDisposable
{
    private readonly string path;
    private readonly LineReader? forward;
    private readonly BackwardLineReader? backward;
    private readonly ProblemList problems;
    private readonly List<string> faults = [];
    private IDisposable? owned;
    private Func<MemoryRecord, bool>? accepts;
    private UnreadLines? told;
    private LineGlance? glance;
    private long end;

    private MemoryScan(string path, long until, LineReader? forward, BackwardLineReader? backward, ProblemList problems)
    {
        this.path = path;
        Until = until;
        this.forward = forward;
        this.backward = backward;
        this.problems = problems;
    }

    /// <summary>The record that <see cref="Read"/> found.</summary>
    internal MemoryRecord Current { get; private set; } = new();

    /// <summary>Where its line starts.</summary>
    internal long Offset { get; private set; }

    /// <summary>How many lines were read so far; of a scan backward, 0.</summary>
    internal long Lines { get; private set; }

    /// <summary>The length of the log that is read.</summary>
    internal long Until { get; }

    /// <summary>The scan of a log that was never written.</summary>
    internal static MemoryScan Empty(ProblemList problems) => new("", 0, null, null, problems);

    internal static MemoryScan Forward(IFile file, long from, long until, ProblemList problems) =>
        new(file.Path, until, new LineReader(file, from, until), null, problems) { end = from };

    /// <summary>Of a log that comes out of a stream.</summary>
    internal static MemoryScan Forward(Stream stream, string path, long until, ProblemList problems) =>
        new(path, until, new LineReader(stream, until), null, problems);

    internal static MemoryScan Backward(IFile file, long from, ProblemList problems) =>
        new(file.Path, from, null, new BackwardLineReader(file, from), problems);

    /// <summary>Reads only the lines that can hold an id or the start of one, since looking for bytes is many times faster than parsing.</summary>
    internal MemoryScan For(string? idOrPrefix)
    {
        // Other letters may stand escaped in the file, each writer in its own way.
        bool isPlain = idOrPrefix?.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.') == true;
        byte[] needle = isPlain ? Encoding.ASCII.GetBytes(idOrPrefix ?? "") : [];
        return needle.Length > 0 ? Glancing(line => line.IndexOf(needle) >= 0) : this;
    }

    /// <summary>The first record with exactly this id; null where none has it.</summary>
    internal MemoryRecord? Find(string id)
    {
        For(id);
        while (Read())
        {
            if (Current.Id == id)
            {
                return Current;
            }
        }

        return null;
    }

    /// <summary>Passes over lines at which a glance is enough; null looks at all.</summary>
    internal MemoryScan Glancing(LineGlance? enough)
    {
        glance = enough ?? glance;
        return this;
    }

    /// <summary>Closes a file with the scan.</summary>
    internal MemoryScan Owning(IDisposable file)
    {
        owned = file;
        return this;
    }

    /// <summary>Of a segment: closes its file with the scan, and passes over in silence what does not count there, since it stands in the live log.</summary>
    internal MemoryScan Owning(IDisposable file, Func<MemoryRecord, bool> counting)
    {
        accepts = counting;
        return Owning(file);
    }

    /// <summary>Of a segment: tells lines that hold no record, unless the live log has them too.</summary>
    internal MemoryScan Telling(UnreadLines unread)
    {
        told = unread;
        return this;
    }

    /// <summary>Moves to the next record.</summary>
    internal bool Read()
    {
        while (ReadLine(out LogLine line))
        {
            end = line.End;
            Lines = line.Number;

            // What is odd about a line's ending is told even where nobody wants its record.
            if (glance is not null && line.Ending == LineEnding.Newline && !glance(line.Bytes))
            {
                continue;
            }

            MemoryRecord? record = MemoryLine.Read(line, faults);
            bool counts = accepts is null || (record is not null && accepts(record));
            bool isLost = record is null && told is not null && ArchiveCheck.IsAlien(line) && !told.Has(line.Bytes);
            foreach (string fault in counts || isLost ? faults : [])
            {
                problems.Add(new Problem(path, line.Number > 0 ? line.Number : null, line.Offset, fault));
            }

            faults.Clear();
            if (record is not null && counts)
            {
                Current = record;
                Offset = line.Offset;
                return true;
            }
        }

        if (accepts is not null && forward is not null && end < Until)
        {
            problems.Add(new Problem(path, null, end, $"the segment ends here, {Until - end} bytes before it should"));
            end = Until;
        }

        return false;
    }

    /// <summary>Moves to the next record and tells only what keeps a repetition out: its key, if it has one and an id, and when it was written.</summary>
    internal bool ReadKey(out DedupKey? key, out DateTimeOffset? writeTime)
    {
        while (ReadLine(out LogLine line))
        {
            bool isRecord = DedupKey.IsPlain(line.Bytes, out key, out writeTime);
            if (!isRecord && MemoryLine.Read(line, faults) is { } record)
            {
                isRecord = true;
                key = record.Id is null ? null : DedupKey.Of(record);
                writeTime = record.WriteTime;
            }

            faults.Clear();
            if (isRecord)
            {
                Offset = line.Offset;
                return true;
            }
        }

        key = null;
        writeTime = null;
        return false;
    }

    public void Dispose()
    {
        forward?.Dispose();
        backward?.Dispose();
        owned?.Dispose();
    }

    private bool ReadLine(out LogLine line)
    {
        try
        {
            if (forward is not null)
            {
                return forward.Read(out line);
            }

            if (backward is not null)
            {
                return backward.Read(out line);
            }
        }
        catch (InvalidDataException)
        {
            // Compressed bytes that are damaged: what came out before them was read, and how much is missing is told.
        }

        line = default;
        return false;
    }
}
