using System.Text.Encodings.Web;
using System.Text.Json;
using Daybook.Drafts;
using Daybook.Embedded.Sqlite;

namespace Daybook.Embedded.Drafts;

/// <summary>Reads and writes rows of builder memory.</summary>
internal static class BuilderMemoryRow
{
    private static readonly SkillsJson Skills = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The entry in a row; null with the reason where it cannot be understood.</summary>
    internal static BuilderMemoryEntry? Read(SqliteStatement row, out string fault)
    {
        string? id = row.Text(0);
        string? category = row.Text(1);
        string? description = row.Text(2);
        DateTimeOffset? created = row.IsNull(7) ? null : UtcTime.Parse(row.Utf8(7));
        IReadOnlyList<string>? skills = SkillsOf(row.Utf8(5));
        fault = id is null ? "it has no id"
            : category is null || description is null ? "it has no category or description"
            : created is null ? "its created_at is no time"
            : skills is null ? "its chosen_skills are no list of texts"
            : "";
        return fault.Length > 0 || id is null || category is null || description is null || created is null || skills is null
            ? null
            : new BuilderMemoryEntry
            {
                Id = id,
                PurposeCategory = PurposeCategory.WordOf(category),
                InitialDescription = description,
                ChosenTone = row.Text(3),
                ChosenModel = row.Text(4),
                ChosenSkills = skills,
                BotSlug = row.Text(6),
                CreatedAt = created.Value.ToUniversalTime(),
            };
    }

    /// <summary>The stored form of a list of skills.</summary>
    internal static string SkillsText(IReadOnlyList<string> skills) => JsonSerializer.Serialize([.. skills], Skills.StringArray);

    private static IReadOnlyList<string>? SkillsOf(ReadOnlySpan<byte> json)
    {
        try
        {
            string?[]? skills = JsonSerializer.Deserialize(json, Skills.StringArray);
            return skills is null || Array.Exists(skills, static skill => skill is null) ? null : [.. skills.OfType<string>()];
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
