using System.Text;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>Reads records of the log one after the other, forward or backward, and reports what is wrong on the way. Flat in memory.</summary>
internal sealed class MemoryScan : IDisposable
{
    private readonly string path;
    private readonly LineReader? forward;
    private readonly BackwardLineReader? backward;
    private readonly ProblemList problems;
    private readonly List<string> faults = [];
    private byte[] needle = [];

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

    /// <summary>The length of the log that is read.</summary>
    internal long Until { get; }

    /// <summary>The scan of a log that was never written.</summary>
    internal static MemoryScan Empty(ProblemList problems) => new("", 0, null, null, problems);

    internal static MemoryScan Forward(IFile file, long from, long until, ProblemList problems) =>
        new(file.Path, until, new LineReader(file, from, until), null, problems);

    internal static MemoryScan Backward(IFile file, long from, ProblemList problems) =>
        new(file.Path, from, null, new BackwardLineReader(file, from), problems);

    /// <summary>Reads only the lines that can hold an id or the start of one, since looking for bytes is many times faster than parsing.</summary>
    internal static MemoryScan ForId(IFile file, long until, string idOrPrefix)
    {
        MemoryScan scan = Forward(file, 0, until, new ProblemList());

        // Other letters may stand escaped in the file, each writer in its own way.
        bool isPlain = idOrPrefix.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
        scan.needle = isPlain ? Encoding.ASCII.GetBytes(idOrPrefix) : [];
        return scan;
    }

    /// <summary>Moves to the next record.</summary>
    internal bool Read()
    {
        while (ReadLine(out LogLine line))
        {
            if (needle.Length > 0 && line.Bytes.IndexOf(needle) < 0)
            {
                continue;
            }

            MemoryRecord? record = MemoryLine.Read(line, faults);
            foreach (string fault in faults)
            {
                problems.Add(new Problem(path, line.Number > 0 ? line.Number : null, line.Offset, fault));
            }

            faults.Clear();
            if (record is not null)
            {
                Current = record;
                Offset = line.Offset;
                return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
        forward?.Dispose();
        backward?.Dispose();
    }

    private bool ReadLine(out LogLine line)
    {
        if (forward is not null)
        {
            return forward.Read(out line);
        }

        if (backward is not null)
        {
            return backward.Read(out line);
        }

        line = default;
        return false;
    }
}
