using System.Text.Json;

namespace Daybook.Mcp.Answers;

/// <summary>What a concise answer says of an item: no more than what names it, and from whom and when it is.</summary>
internal static class ConciseItem
{
    private const int TextMax = 200;
    private const int ItemsMax = 5;

    // Of a value with parts, which none of ours has there: as much as of a text.
    private const int PartsBytesMax = 1_200;

    /// <summary>Writes some members of an object, in the order in which it has them, texts and lists bounded; of a tree, also those of what is below.</summary>
    public static void Write(Utf8JsonWriter writer, JsonElement value, IReadOnlySet<string> members)
    {
        writer.WriteStartObject();
        foreach (JsonProperty member in value.EnumerateObject().Where(member => members.Contains(member.Name)))
        {
            writer.WritePropertyName(member.Name);
            WriteMember(writer, member, members);
        }

        writer.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter writer, JsonProperty member, IReadOnlySet<string> members)
    {
        if (member.Value.ValueKind != JsonValueKind.Array)
        {
            WriteValue(writer, member.Value);
            return;
        }

        bool isTree = member.Name is "children" or "previous";
        writer.WriteStartArray();
        foreach (JsonElement item in member.Value.EnumerateArray().Take(isTree ? int.MaxValue : ItemsMax))
        {
            if (isTree)
            {
                Write(writer, item, members);
            }
            else
            {
                WriteValue(writer, item);
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter writer, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            writer.WriteStringValue(CutText.ToCharacters(value.GetString() ?? "", TextMax));
        }
        else
        {
            Shortening.WriteFitting(writer, value, areIds: false, PartsBytesMax);
        }
    }
}
