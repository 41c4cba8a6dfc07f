using System.Buffers;
using System.Text.Json;
using Daybook.Durability.Integrity;
using Daybook.Durability.Logs;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>One line of the memory log: a record with its seal. Docs: FORMAT.md.</summary>
internal static class MemoryLine
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

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

        ReadOnlySpan<byte> bytes = line.Bytes;
        if (line.Offset == 0 && bytes.StartsWith(ByteOrderMark))
        {
            faults.Add("the file starts with a byte order mark");
            bytes = bytes[ByteOrderMark.Length..];
        }

        if (line.Ending == LineEnding.CarriageReturnNewline)
        {
            faults.Add("the line ends in a carriage return");
        }

        if (bytes.IndexOfAnyExcept((byte)' ', (byte)'\t') < 0)
        {
            faults.Add("the line is blank");
            return null;
        }

        return Parse(line, bytes, faults);
    }

    private static MemoryRecord? Parse(LogLine line, ReadOnlySpan<byte> bytes, ICollection<string> faults)
    {
        bool isAltered = IsAltered(bytes);
        try
        {
            MemoryRecord record = MemoryJson.Read(bytes, faults);
            if (isAltered)
            {
                faults.Add("altered: the line is not what its checksum was made of");
            }

            return record;
        }
        catch (JsonException failure)
        {
            faults.Add(line.Ending == LineEnding.None ? "torn: the line ends before its record does" : $"no record: {failure.Message}");
            return null;
        }
    }

    /// <summary>A line whose checksum is wrong, or was moved by a program that wrote the line again.</summary>
    private static bool IsAltered(ReadOnlySpan<byte> bytes) => SealedLine.Check(bytes) switch
    {
        SealState.Altered => true,
        SealState.Unsealed => bytes.IndexOf("\"crc32c\""u8) >= 0,
        _ => false,
    };
}
