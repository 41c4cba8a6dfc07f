using System.Buffers;
using Daybook.Durability.Logs;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>Decides line by line what a compaction leaves in the live log: all but archived records and what is left of purged ones. Counts as it goes.</summary>
internal sealed class ArchiveMender(ArchiveBoundary boundary, CancellationToken cancellationToken)
{
    private readonly List<string> faults = [];

    /// <summary>Records that go.</summary>
    internal long Moved { get; private set; }

    /// <summary>Records that stay.</summary>
    internal long Kept { get; private set; }

    /// <summary>Lines that cannot be read stay too: nobody can say how old they are.</summary>
    internal LineVerdict Mend(LogLine line, IBufferWriter<byte> replacement)
    {
        cancellationToken.ThrowIfCancellationRequested();
        faults.Clear();
        ReadOnlySpan<byte> bytes = LineShape.WithoutByteOrderMark(line);
        if (MemoryLine.Read(line, faults) is not { } record)
        {
            return PurgedLine.Is(bytes) ? LineVerdict.Drop : LineVerdict.Keep;
        }

        if (boundary.Archives(record))
        {
            Moved++;
            return LineVerdict.Drop;
        }

        Kept++;
        if (bytes.Length == line.Bytes.Length)
        {
            return LineVerdict.Keep;
        }

        // A byte order mark is one only at the start of a file.
        replacement.Write(bytes);
        return LineVerdict.Replace;
    }
}
