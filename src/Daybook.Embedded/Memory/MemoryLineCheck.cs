using System.Buffers;
using System.Text.Json;
using Daybook.Durability.Logs;

namespace Daybook.Embedded.Memory;

/// <summary>Tells damaged lines from sound ones for doctor, and mends them. What is only of an older or foreign shape is sound.</summary>
internal sealed class MemoryLineCheck
{
    private static readonly LineFault TooLong = new("long_line", Finding.Warning, "the line is longer than any record and is not read");
    private static readonly LineFault Blank = new("blank_line", Finding.Warning, "the line is blank");
    private static readonly LineFault Torn = new("torn_line", Finding.Warning, "a write ended before its record did; it was never acknowledged, or it is another program's");
    private static readonly LineFault Alien = new("alien_line", Finding.Error, "the line holds no record: another program wrote it, or the disk damaged it");
    private static readonly LineFault Altered = new("altered_line", Finding.Error, "the record was changed after it was written: by hand, by a program, or by the disk");
    private static readonly LineFault CarriageReturn = new("carriage_return", Finding.Warning, "the line ends in a carriage return, from an editor or a git setting");
    private static readonly LineFault ByteOrderMark = new("byte_order_mark", Finding.Warning, "the file starts with a byte order mark, from an editor");
    private static readonly LineFault Unended = new("missing_newline", Finding.Warning, "the last record is whole but its newline is missing");

    private static readonly LineFault[] All = [TooLong, Blank, Torn, Alien, Altered, CarriageReturn, ByteOrderMark, Unended];

    private readonly List<LineFault> faults = [];

    /// <summary>Whether a finding is one of these and goes away when the log is written anew.</summary>
    internal static bool IsLineProblem(string problem) => problem == "more" || Array.Exists(All, fault => fault.Problem == problem);

    /// <summary>What is wrong with a line; the list is reused by the next call.</summary>
    internal IReadOnlyList<LineFault> Look(LogLine line)
    {
        faults.Clear();
        ReadOnlySpan<byte> bytes = LineShape.WithoutByteOrderMark(line);
        if (line.IsTooLong)
        {
            faults.Add(TooLong);
            return faults;
        }

        if (bytes.Length < line.Bytes.Length)
        {
            faults.Add(ByteOrderMark);
        }

        if (line.Ending == LineEnding.CarriageReturnNewline)
        {
            faults.Add(CarriageReturn);
        }

        if (MemoryLine.IsBlank(bytes))
        {
            faults.Add(Blank);
        }
        else if (PurgedLine.Is(bytes))
        {
            return faults;
        }
        else if (!IsRecord(bytes))
        {
            faults.Add(line.Ending == LineEnding.None ? Torn : Alien);
        }
        else if (LineSeal.IsAltered(bytes))
        {
            faults.Add(Altered);
        }
        else if (line.Ending == LineEnding.None)
        {
            faults.Add(Unended);
        }

        return faults;
    }

    /// <summary>Keeps sound lines to the byte, seals altered ones again as they are now, and drops what is no record.</summary>
    internal static LineVerdict Mend(LogLine line, IBufferWriter<byte> replacement)
    {
        ReadOnlySpan<byte> bytes = LineShape.WithoutByteOrderMark(line);
        if (line.IsTooLong || MemoryLine.IsBlank(bytes) || PurgedLine.Is(bytes) || !IsRecord(bytes))
        {
            return LineVerdict.Drop;
        }

        if (!LineSeal.IsAltered(bytes))
        {
            if (bytes.Length == line.Bytes.Length)
            {
                return LineVerdict.Keep;
            }

            replacement.Write(bytes);
            return LineVerdict.Replace;
        }

        LineSeal.Reseal(bytes, replacement);
        return LineVerdict.Replace;
    }

    /// <summary>Whether a line holds a record, of whatever shape.</summary>
    internal static bool IsRecord(ReadOnlySpan<byte> bytes)
    {
        if (!LineShape.MayBeObject(bytes))
        {
            return false;
        }

        try
        {
            _ = MemoryLine.ReadRecord(bytes, oddities: null);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
