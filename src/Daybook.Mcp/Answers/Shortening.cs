using System.Buffers;
using System.Text.Json;

namespace Daybook.Mcp.Answers;

/// <summary>
/// Cuts JSON down to a number of bytes: texts and lists become shorter, no member disappears, and the shape says <c>truncated</c>. Bytes are
/// counted as they are sent, escaped.
/// </summary>
internal static class Shortening
{
    private const string CutSign = "...";
    private const int MembersKept = 40;
    private const int NameCharactersKept = 64;

    // A cut id or cursor would be none.
    private const int IdCharactersKept = 512;

    // From hardly noticeable to what still names things.
    private static readonly (int TextMax, int ItemsMax)[] Steps = [(20_000, 1_000), (4_000, 200), (1_000, 50), (400, 20), (150, 10), (60, 5), (30, 2), (12, 1)];

    /// <summary>The value itself if it fits, else the least cut one that does.</summary>
    /// <param name="value">An object.</param>
    /// <param name="bytesMax">How many bytes it may have.</param>
    /// <param name="isCut">Whether something was cut.</param>
    public static JsonElement Fit(JsonElement value, int bytesMax, out bool isCut)
    {
        isCut = false;
        JsonElement result = value;
        foreach ((int textMax, int itemsMax) in Steps)
        {
            if (Size(result) <= bytesMax)
            {
                return result;
            }

            isCut = true;
            result = Written(writer => WriteCut(writer, value, textMax, itemsMax, isTop: true));
        }

        return result;
    }

    /// <summary>Some members of an object, in the order in which it has them, texts and lists bounded; of a tree, also those of what is below.</summary>
    public static void WriteChosen(Utf8JsonWriter writer, JsonElement value, IReadOnlySet<string> members, int textMax, int itemsMax)
    {
        writer.WriteStartObject();
        foreach (JsonProperty member in value.EnumerateObject().Where(member => members.Contains(member.Name)))
        {
            writer.WritePropertyName(member.Name);
            if (member.Name is not ("children" or "previous"))
            {
                WriteCut(writer, member.Value, textMax, itemsMax, isTop: false);
                continue;
            }

            writer.WriteStartArray();
            foreach (JsonElement below in member.Value.EnumerateArray())
            {
                WriteChosen(writer, below, members, textMax, itemsMax);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    /// <summary>How many bytes a value has when it is sent.</summary>
    public static int Size(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            value.WriteTo(writer);
        }

        return buffer.WrittenCount;
    }

    /// <summary>How many bytes a text has when it is sent inside of a JSON text.</summary>
    public static int SizeOf(string text) => JsonEncodedText.Encode(text).EncodedUtf8Bytes.Length;

    private static JsonElement Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static void WriteCut(Utf8JsonWriter writer, JsonElement value, int textMax, int itemsMax, bool isTop)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                writer.WriteStringValue(CutText(value.GetString() ?? "", textMax));
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray().Take(itemsMax))
                {
                    WriteCut(writer, item, textMax, itemsMax, isTop: false);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Object:
                WriteCutObject(writer, value, textMax, itemsMax, isTop);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static void WriteCutObject(Utf8JsonWriter writer, JsonElement value, int textMax, int itemsMax, bool isTop)
    {
        writer.WriteStartObject();
        int left = itemsMax + MembersKept;
        foreach (JsonProperty member in value.EnumerateObject())
        {
            // Our own shapes have few members; an object of somebody else's may have any number.
            if (left-- == 0)
            {
                break;
            }

            writer.WritePropertyName(CutText(member.Name, Math.Max(textMax, NameCharactersKept)));
            bool isName = member.Value.ValueKind == JsonValueKind.String && (member.Name == "id" || member.Name.EndsWith("_id", StringComparison.Ordinal) || member.Name == "next_cursor");
            WriteCut(writer, member.Value, isName ? Math.Max(textMax, IdCharactersKept) : textMax, itemsMax, isTop: false);
        }

        if (isTop)
        {
            writer.WriteBoolean("truncated"u8, true);
        }

        writer.WriteEndObject();
    }

    private static string CutText(string text, int textMax)
    {
        if (text.Length <= textMax)
        {
            return text;
        }

        // Not between the halves of a pair.
        int end = char.IsHighSurrogate(text[textMax - 1]) ? textMax - 1 : textMax;
        return text[..end] + CutSign;
    }
}
