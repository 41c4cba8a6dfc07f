using System.Buffers;
using System.Text;
using System.Text.Json;
using Daybook.Durability.Integrity;

namespace Daybook.Embedded;

/// <summary>Seals of lines that were changed after they were written, by whatever hand.</summary>
internal static class LineSeal
{
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
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // It is no record at all, or a name holds half of a surrogate pair, which its reader will say.
        }

        return false;
    }
}
