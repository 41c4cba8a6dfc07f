using System.Buffers;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Integrity;
using Daybook.Durability.Logs;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>Checks and mends the two small logs beside the records: amendments, and the list of segments.</summary>
/// <param name="path">The log.</param>
/// <param name="isSound">Whether a line says what lines of this log say.</param>
internal sealed class SmallLogCheck(string path, Predicate<LogLine> isSound)
{
    private static readonly LineFault Blank = new("blank_line", Finding.Warning, "the line is blank");
    private static readonly LineFault Torn = new("torn_line", Finding.Warning, "a write ended before its line did; it was never acknowledged");
    private static readonly LineFault Alien = new("alien_line", Finding.Error, "the line says nothing that belongs here; what it said before is lost");
    private static readonly LineFault Altered = new("altered_line", Finding.Error, "the line was changed after it was written: by hand, by a program, or by the disk");

    internal string Path => path;

    /// <summary>What is wrong with the log's lines.</summary>
    internal IReadOnlyList<Finding> Examine(IFileSystem fileSystem, string fixCommand)
    {
        var findings = new List<Finding>();
        if (fileSystem.Stat(path) is null)
        {
            return findings;
        }

        using IFile file = fileSystem.Open(path, OpenMode.Read);
        using var reader = new LineReader(file, 0, file.Stat().Length);
        while (findings.Count < ProblemList.ItemsMax && reader.Read(out LogLine line))
        {
            if (FaultOf(line) is { } fault)
            {
                findings.Add(new Finding(
                    MemoryRecord.KindName, fault.Problem, fault.Severity, path, line.Number, fault.Meaning, fixCommand, Fixed: false));
            }
        }

        return findings;
    }

    /// <summary>Keeps sound lines to the byte, seals altered ones again as they are now, and drops the rest; the old file keeps it.</summary>
    internal LineVerdict Mend(LogLine line, IBufferWriter<byte> replacement)
    {
        if (FaultOf(line) is not { } fault)
        {
            return LineVerdict.Keep;
        }

        if (fault != Altered)
        {
            return LineVerdict.Drop;
        }

        LineSeal.Reseal(line.Bytes, replacement);
        return LineVerdict.Replace;
    }

    private LineFault? FaultOf(LogLine line)
    {
        if (!line.IsTooLong && MemoryLine.IsBlank(line.Bytes))
        {
            return Blank;
        }

        if (line.IsTooLong || !isSound(line))
        {
            return line.Ending == LineEnding.None ? Torn : Alien;
        }

        return SealedLine.Check(line.Bytes) == SealState.Altered ? Altered : null;
    }
}
