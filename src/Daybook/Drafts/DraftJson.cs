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

    /// <summary>Writes a draft: its summary and its <c>state</c>, the same value without the whitespace between its parts.</summary>
    public static void Write(Utf8JsonWriter writer, Draft draft)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(draft);
        writer.WriteStartObject();
        WriteMembers(writer, draft.Summary);
        writer.WritePropertyName("state"u8);
        using (JsonDocument state = JsonDocument.Parse(draft.StateJson, new JsonDocumentOptions { MaxDepth = DraftRules.LevelsMax }))
        {
            state.RootElement.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
