using System.Text.Json;

namespace Daybook.Drafts;

/// <summary>The form of builder memory on the wire: its columns, with the skills as a list.</summary>
public static class BuilderMemoryJson
{
    /// <summary>Writes an entry.</summary>
    public static void Write(Utf8JsonWriter writer, BuilderMemoryEntry entry)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(entry);
        writer.WriteStartObject();
        writer.WriteString("id"u8, entry.Id);
        writer.WriteString("purpose_category"u8, entry.PurposeCategory);
        writer.WriteString("initial_description"u8, entry.InitialDescription);
        WireText.WriteOptional(writer, "chosen_tone"u8, entry.ChosenTone);
        WireText.WriteOptional(writer, "chosen_model"u8, entry.ChosenModel);
        writer.WriteStartArray("chosen_skills"u8);
        foreach (string skill in entry.ChosenSkills)
        {
            writer.WriteStringValue(skill);
        }

        writer.WriteEndArray();
        WireText.WriteOptional(writer, "bot_slug"u8, entry.BotSlug);
        WireText.WriteTime(writer, "created_at"u8, entry.CreatedAt);
        writer.WriteEndObject();
    }
}
