using Daybook.Drafts;

namespace Daybook.Testing;

/// <summary>Builder memory as a list.</summary>
public sealed class VolatileBuilderMemory(TimeProvider clock, IIdSource ids) : IBuilderMemory
{
    private readonly Lock gate = new();
    private readonly List<BuilderMemoryEntry> entries = [];

    public Task<BuilderMemoryEntry> RecordAsync(NewBuilderMemory session, CancellationToken cancellationToken)
    {
        BuilderMemoryRules.Validate(session);
        lock (gate)
        {
            DateTimeOffset now = clock.GetUtcNow();
            var entry = new BuilderMemoryEntry
            {
                Id = TimeOrderedId.Create(now, ids.NewId()).ToString("D"),
                PurposeCategory = PurposeCategory.Parse(session.PurposeCategory).Word,
                InitialDescription = session.InitialDescription,
                ChosenTone = session.ChosenTone,
                ChosenModel = session.ChosenModel,
                ChosenSkills = session.ChosenSkills,
                BotSlug = session.BotSlug,
                CreatedAt = now,
            };
            entries.Add(entry);
            return Task.FromResult(entry);
        }
    }

    public Task<Page<BuilderMemoryEntry>> RecallAsync(RecallQuery query, CancellationToken cancellationToken)
    {
        query.Validate();
        NewestFirst? after = query.Cursor is { } cursor ? NewestFirst.Parse(cursor) : null;
        PurposeCategory? category = query.Category is { } text ? PurposeCategory.Parse(text) : null;
        lock (gate)
        {
            BuilderMemoryEntry[] rest =
            [
                .. entries.OrderBy(NewestFirst.Of)
                    .Where(entry => category is not { } wanted || wanted.Matches(entry.PurposeCategory))
                    .Where(entry => after is not { } last || NewestFirst.Of(entry) > last),
            ];
            BuilderMemoryEntry[] page = [.. rest.Take(query.Limit)];
            return Task.FromResult(
                new Page<BuilderMemoryEntry>(page, null, rest.Length > page.Length ? NewestFirst.Of(page[^1]).Encode() : null, []));
        }
    }

    public async Task<BuilderSuggestion> SuggestAsync(string category, CancellationToken cancellationToken)
    {
        var latest = await RecallAsync(new RecallQuery { Category = category, Limit = BuilderSuggestion.EntriesMax }, cancellationToken);
        return BuilderSuggestion.From(PurposeCategory.Parse(category), latest.Items);
    }
}
