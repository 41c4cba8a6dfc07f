using System.Buffers;
using System.Text;
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

        ReadOnlySpan<byte> bytes = WithoutByteOrderMark(line);
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

    /// <summary>A line's bytes without the mark that some editors put at the start of a file.</summary>
    internal static ReadOnlySpan<byte> WithoutByteOrderMark(LogLine line) =>
        line.Offset == 0 && line.Bytes.StartsWith(ByteOrderMark) ? line.Bytes[ByteOrderMark.Length..] : line.Bytes;

    internal static bool IsBlank(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExcept((byte)' ', (byte)'\t') < 0;

    /// <summary>A line whose checksum is wrong, or was moved by a program that wrote the line again.</summary>
    internal static bool IsAltered(ReadOnlySpan<byte> bytes) => SealedLine.Check(bytes) switch
    {
        SealState.Altered => true,
        SealState.Unsealed => bytes.IndexOf("\"crc32c\""u8) >= 0 && HasMovedSeal(bytes),
        _ => false,
    };

    /// <summary>Seals an altered line as it is now: its text stays, only the checksum is made anew and put last.</summary>
    internal static void Reseal(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        var body = new ArrayBufferWriter<byte>(bytes.Length);
        using JsonDocument document = JsonDocument.Parse(bytes.ToArray());
        foreach (JsonProperty member in document.RootElement.EnumerateObject())
        {
            if (!member.NameEquals(SealedLine.MemberName))
            {
                body.Write(body.WrittenCount == 0 ? "{"u8 : ","u8);
                body.Write(Encoding.UTF8.GetBytes(member.ToString()));
            }
        }

        body.Write(body.WrittenCount == 0 ? "{}"u8 : "}"u8);
        if (body.WrittenCount > 2)
        {
            SealedLine.Write(body.WrittenSpan, output);
        }
        else
        {
            output.Write(body.WrittenSpan);
        }
    }

    /// <summary>Seals an altered line as it is now, in exactly as many bytes as it has: blanks before the seal make up the difference.</summary>
    /// <returns><c>false</c> where it does not fit, and nothing was written.</returns>
    internal static bool ResealInPlace(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        var resealed = new ArrayBufferWriter<byte>(bytes.Length);
        Reseal(bytes, resealed);
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

    /// <summary>Whether the checksum is a member of the record itself, but not its last: some other member may hold one of its own.</summary>
    private static bool HasMovedSeal(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals(SealedLine.MemberName))
                {
                    return true;
                }
            }
        }
        catch (JsonException)
        {
            // It is no record at all, which its reader will say.
        }

        return false;
    }

    private static MemoryRecord? Parse(LogLine line, ReadOnlySpan<byte> bytes, ICollection<string> faults)
    {
        bool isAltered = IsAltered(bytes);
        try
        {
            MemoryRecord record = MemoryJson.Read(bytes, faults);
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
            faults.Add(line.Ending == LineEnding.None ? "torn: the line ends before its record does" : $"no record: {failure.Message}");
            return null;
        }
    }
}
