using System.Runtime.CompilerServices;
using System.Text.Json;
using Daybook.Drafts;
using Daybook.Embedded.Drafts;

namespace Daybook.Embedded.Backup.Transfer;

/// <summary>Builder memory, as <c>recall recent --json</c> shows it.</summary>
internal sealed class RecallTransfer(EmbeddedBuilderMemory builderMemory) : RecordTransfer<BuilderMemoryEntry>
{
    /// <summary>The word for the kind; as a kind of record it belongs to drafts.</summary>
    internal const string Name = "recall";

    private const int PageLength = 100;

    internal override string Word => Name;

    protected override async IAsyncEnumerable<BuilderMemoryEntry> ReadAsync(
        ProblemList problems, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            Page<BuilderMemoryEntry> page = await builderMemory.RecallAsync(
                new RecallQuery { Limit = PageLength, Cursor = cursor }, cancellationToken).ConfigureAwait(false);
            foreach (Problem problem in page.Problems)
            {
                problems.Add(problem);
            }

            foreach (BuilderMemoryEntry entry in page.Items)
            {
                yield return entry;
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    protected override void Write(Utf8JsonWriter writer, BuilderMemoryEntry record) => BuilderMemoryJson.Write(writer, record);

    protected override BuilderMemoryEntry Parse(JsonElement json)
    {
        var entry = new BuilderMemoryEntry
        {
            Id = json.GetProperty("id").GetString() ?? "",
            PurposeCategory = PurposeCategory.OfStored(json.GetProperty("purpose_category").GetString() ?? "").Word,
            InitialDescription = json.GetProperty("initial_description").GetString() ?? "",
            ChosenTone = Text(json, "chosen_tone"),
            ChosenModel = Text(json, "chosen_model"),
            ChosenSkills = json.TryGetProperty("chosen_skills", out JsonElement skills) ? [.. skills.EnumerateArray().Select(static skill => skill.GetString() ?? "")] : [],
            BotSlug = Text(json, "bot_slug"),
            CreatedAt = TransferTime.Read(json, "created_at"),
        };
        RecordId.Check(entry.Id, "the entry's id");
        BuilderMemoryRules.ValidateStored(new NewBuilderMemory
        {
            PurposeCategory = entry.PurposeCategory,
            InitialDescription = entry.InitialDescription,
            ChosenTone = entry.ChosenTone,
            ChosenModel = entry.ChosenModel,
            ChosenSkills = entry.ChosenSkills,
            BotSlug = entry.BotSlug,
        });
        return entry;
    }

    protected override string IdOf(BuilderMemoryEntry record) => record.Id;

    protected override Task CreateAsync(BuilderMemoryEntry record, ICollection<string> warnings, CancellationToken cancellationToken) => builderMemory.ImportAsync(record, cancellationToken);

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement text) ? text.GetString() : null;
}
