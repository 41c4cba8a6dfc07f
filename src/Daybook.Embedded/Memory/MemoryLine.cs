using System.Buffers;
using System.Text.Json;
using Daybook.Durability.Integrity;
using Daybook.Durability.Logs;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>One line of the memory log: a record with its seal. Docs: FORMAT.md.</summary>
internal static class MemoryLine
{
    /// <summary>Reads a line, whoever wrote it.</summary>
    /// <param name="line">The line as it stands in the file.</param>
    /// <param name="faults">Receives what is wrong with it; also for a record that is returned.</param>
    /// <returns>The record, or null where the line holds none.</returns>
    internal static MemoryRecord? Read(LogLine line, ICollection<string> faults)
    {
        if (line.IsTooLong)
        {
            faults.Add($"the line has {line.Length} bytes, more than the {LogLimits.LineBytesMaximum} that are read");
            return null;
        }

        ReadOnlySpan<byte> bytes = LineShape.WithoutByteOrderMark(line);
        if (bytes.Length < line.Bytes.Length)
        {
            faults.Add("the file starts with a byte order mark");
        }

        if (line.Ending == LineEnding.CarriageReturnNewline)
        {
            faults.Add("the line ends in a carriage return");
        }

        if (IsBlank(bytes))
        {
            faults.Add("the line is blank");
            return null;
        }

        return PurgedLine.Is(bytes) ? null : Parse(line, bytes, faults);
    }

    /// <summary>Reads the record in a line's bytes, also one with numbers that Python has and JSON has not.</summary>
    /// <exception cref="JsonException">There is none; see <see cref="MemoryJson.Read"/>.</exception>
    internal static MemoryRecord ReadRecord(ReadOnlySpan<byte> bytes, ICollection<string>? oddities)
    {
        try
        {
            return MemoryJson.Read(bytes, oddities);
        }
        catch (JsonException) when (PythonNumbers.Quoted(bytes) is { } quoted)
        {
            MemoryRecord record = MemoryJson.Read(quoted, oddities: null);
            oddities?.Add("a number that JSON does not have, NaN or Infinity, is read as text");
            return record;
        }
    }

    internal static bool IsBlank(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExcept((byte)' ', (byte)'\t') < 0;

    /// <summary>Seals an altered line as it is now, in exactly as many bytes as it has: blanks before the seal make up the difference.</summary>
    /// <returns><c>false</c> where it does not fit, and nothing was written.</returns>
    internal static bool ResealInPlace(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        var resealed = new ArrayBufferWriter<byte>(bytes.Length);
        LineSeal.Reseal(bytes, resealed);
        int missing = bytes.Length - resealed.WrittenCount;
        if (missing < 0 || SealedLine.Check(resealed.WrittenSpan) != SealState.Intact)
        {
            return false;
        }

        ReadOnlySpan<byte> body = SealedLine.BodyOf(resealed.WrittenSpan);
        byte[] padded = new byte[body.Length + missing + 1];
        body.CopyTo(padded);
        padded.AsSpan(body.Length, missing).Fill((byte)' ');
        padded[^1] = (byte)'}';
        SealedLine.Write(padded, output);
        return true;
    }

    private static MemoryRecord? Parse(LogLine line, ReadOnlySpan<byte> bytes, ICollection<string> faults)
    {
        if (!LineShape.MayBeObject(bytes))
        {
            faults.Add(LineShape.Refusal(line, "record", LineShape.NoObject));
            return null;
        }

        bool isAltered = LineSeal.IsAltered(bytes);
        try
        {
            MemoryRecord record = ReadRecord(bytes, faults);
            if (string.IsNullOrWhiteSpace(record.Type))
            {
                faults.Add("the record has no type");
            }

            if (isAltered)
            {
                faults.Add("altered: the line is not what its checksum was made of");
            }

            return record;
        }
        catch (JsonException failure)
        {
            faults.Add(LineShape.Refusal(line, "record", failure.Message));
            return null;
        }
    }
}
