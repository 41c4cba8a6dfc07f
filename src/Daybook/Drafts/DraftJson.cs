using System.Text;
using System.Text.Json;

namespace Daybook.Drafts;

/// <summary>The form of drafts on the wire.</summary>
public static class DraftJson
{
    /// <summary>Writes the members of a summary into an object that is open.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, DraftSummary draft)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(draft);
        writer.WriteString("session_id"u8, draft.SessionId);
        WireText.WriteOptional(writer, "initial_description"u8, draft.InitialDescription);
        WireText.WriteOptional(writer, "phase"u8, draft.Phase);
        writer.WriteNumber("schema_version"u8, draft.SchemaVersion);
        WireText.WriteTime(writer, "created_at"u8, draft.CreatedAt);
        WireText.WriteTime(writer, "updated_at"u8, draft.UpdatedAt);
    }

    /// <summary>
    /// Writes a draft: its summary and its <c>state</c>, byte for byte but for the whitespace between its parts. Whatever is stored comes out,
    /// also half of a surrogate pair, which other programs can store and no text can hold.
    /// </summary>
    public static void Write(Utf8JsonWriter writer, Draft draft)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(draft);
        writer.WriteStartObject();
        WriteMembers(writer, draft.Summary);
        writer.WritePropertyName("state"u8);
        writer.WriteRawValue(Compact(Encoding.UTF8.GetBytes(draft.StateJson)));
        writer.WriteEndObject();
    }

    /// <summary>Takes out the whitespace that stands in no text, in place.</summary>
    private static ReadOnlySpan<byte> Compact(Span<byte> json)
    {
        int kept = 0;
        bool isInText = false;
        for (int index = 0; index < json.Length; index++)
        {
            byte next = json[index];
            if (!isInText && next is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                continue;
            }

            json[kept++] = next;
            if (next == '"')
            {
                isInText = !isInText;
            }
            else if (next == '\\' && index + 1 < json.Length)
            {
                json[kept++] = json[++index];
            }
        }

        return json[..kept];
    }
}
