using System.Buffers;
using System.Text.Json;
using Daybook.Durability.Integrity;
using Daybook.Durability.Logs;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>Tells damaged lines from sound ones for doctor, in journals and in the history, and mends them.</summary>
internal sealed class TaskLineCheck
{
    /// <summary>Lines of journals, which nobody but Daybook writes.</summary>
    internal static readonly TaskLineCheck OfJournal = new(static bytes => _ = TaskEventJson.Read(bytes), isSealRequired: true);

    /// <summary>Lines of the history, where another system's may stand.</summary>
    internal static readonly TaskLineCheck OfHistory = new(static bytes => _ = TaskJson.ReadTask(bytes), isSealRequired: false);

    /// <summary>A line that is whole, at the end of a file or of a packed part of it.</summary>
    internal static readonly LineFault Unended = new("missing_newline", Finding.Warning, "the last line is whole but its newline is missing");

    private static readonly LineFault TooLong = new("long_line", Finding.Warning, "the line is longer than any event and is not read");
    private static readonly LineFault Blank = new("blank_line", Finding.Warning, "the line is blank");
    private static readonly LineFault Torn = new("torn_line", Finding.Warning, "a write ended before its line did; it was never acknowledged");
    private static readonly LineFault Alien = new("alien_line", Finding.Error, "the line says nothing that belongs here; what it said before is lost");
    private static readonly LineFault Altered = new("altered_line", Finding.Error, "the line was changed after it was written: by hand, by a program, or by the disk");
    private static readonly LineFault Unsealed = new("unsealed_line", Finding.Warning, "the line has no checksum, so something else wrote it");
    private static readonly LineFault CarriageReturn = new("carriage_return", Finding.Warning, "the line ends in a carriage return, from an editor or a git setting");
    private static readonly LineFault ByteOrderMark = new("byte_order_mark", Finding.Warning, "the file starts with a byte order mark, from an editor");

    private static readonly LineFault[] All = [TooLong, Blank, Torn, Alien, Altered, Unsealed, CarriageReturn, ByteOrderMark, Unended];

    private readonly Reading read;
    private readonly bool isSealRequired;

    private TaskLineCheck(Reading read, bool isSealRequired)
    {
        this.read = read;
        this.isSealRequired = isSealRequired;
    }

    private delegate void Reading(ReadOnlySpan<byte> bytes);

    /// <summary>Whether a finding is one of these and goes away when the file is written anew.</summary>
    internal static bool IsLineProblem(string problem) => problem == "more" || Array.Exists(All, fault => fault.Problem == problem);

    /// <summary>What is wrong with a line; null for a sound one.</summary>
    internal LineFault? FaultOf(LogLine line)
    {
        if (line.IsTooLong)
        {
            return TooLong;
        }

        bool isUnended = line.Ending == LineEnding.None;
        ReadOnlySpan<byte> bytes = LineShape.WithoutByteOrderMark(line);
        return FaultOf(bytes) is { } fault ? (fault == Alien && isUnended ? Torn : fault)
            : bytes.Length < line.Bytes.Length ? ByteOrderMark
            : line.Ending == LineEnding.CarriageReturnNewline ? CarriageReturn
            : isUnended ? Unended
            : null;
    }

    /// <summary>What is wrong with a line that is whole; null for a sound one.</summary>
    internal LineFault? FaultOf(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOfAnyExcept((byte)' ', (byte)'\t') < 0 ? Blank
        : !IsRecord(bytes) ? Alien
        : LineSeal.IsAltered(bytes) ? Altered
        : isSealRequired && SealedLine.Check(bytes) == SealState.Unsealed ? Unsealed
        : null;

    /// <summary>Writes what stays of a line: its bytes, sealed anew where the seal was wrong or is missing.</summary>
    /// <returns>Whether anything does; a line that says nothing goes.</returns>
    internal bool Mend(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        switch (FaultOf(bytes))
        {
            case null:
                output.Write(bytes);
                return true;
            case { } fault when fault == Altered || fault == Unsealed:
                LineSeal.Reseal(bytes, output);
                return true;
            default:
                return false;
        }
    }

    private bool IsRecord(ReadOnlySpan<byte> bytes)
    {
        try
        {
            read(bytes);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
