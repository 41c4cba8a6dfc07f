using Daybook.Drafts;
using Daybook.Errors;

namespace Daybook.Testing;

/// <summary>Drafts as a list. It shares the rules of what a draft may say and how it is skimmed, and nothing of how it is stored.</summary>
public sealed class VolatileDrafts(TimeProvider clock, IIdSource ids, DraftSchema schema) : IDraftStore
{
    private const string Place = "(memory)";

    private readonly Lock gate = new();
    private readonly List<Draft> drafts = [];

    public Task<DraftSummary> SaveAsync(DraftSave save, CancellationToken cancellationToken)
    {
        DraftRules.Validate(save);
        lock (gate)
        {
            DateTimeOffset now = clock.GetUtcNow();
            string id = save.SessionId is { } given ? DraftRules.NormalId(given) : TimeOrderedId.Create(now, ids.NewId()).ToString("D");
            Draft? old = drafts.FirstOrDefault(draft => draft.SessionId == id);
            if (save.ExpectedUpdatedAt is { } expected && old?.UpdatedAt != expected)
            {
                throw new ConflictException($"draft {id} is not the one that was expected");
            }

            if (save.MustBeNew && old is not null)
            {
                throw new ConflictException($"there is a draft {id} already");
            }

            if (old is not null)
            {
                schema.CheckNotNewer(id, old.StoredSchemaVersion, Place);
                drafts.Remove(old);
            }

            var saved = new Draft
            {
                SessionId = id,
                StateJson = save.StateJson,
                SchemaVersion = save.SchemaVersion,
                StoredSchemaVersion = save.SchemaVersion,
                CreatedAt = old?.CreatedAt ?? now,
                UpdatedAt = old is not null && now <= old.UpdatedAt && old.UpdatedAt < DateTimeOffset.MaxValue ? old.UpdatedAt.AddTicks(1) : now,
            };
            drafts.Add(saved);
            return Task.FromResult(saved.Summary);
        }
    }

    public Task<Draft> LoadAsync(string idOrPrefix, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult(schema.Upcast(Find(idOrPrefix) ?? throw new NotFoundException($"there is no draft {idOrPrefix}"), Place));
        }
    }

    public Task<Page<DraftSummary>> ListAsync(DraftQuery query, CancellationToken cancellationToken)
    {
        query.Validate();
        NewestFirst? after = query.Cursor is { } cursor ? NewestFirst.Parse(cursor) : null;
        DraftSummary[] all = All(query.OlderThan);
        DraftSummary[] rest = [.. all.Where(draft => after is not { } last || NewestFirst.Of(draft) > last)];
        DraftSummary[] page = [.. rest.Take(query.Limit)];
        return Task.FromResult(
            new Page<DraftSummary>(page, all.Length, rest.Length > page.Length ? NewestFirst.Of(page[^1]).Encode() : null, []));
    }

    public Task<string?> DeleteAsync(string idOrPrefix, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            Draft? found = Find(idOrPrefix);
            drafts.RemoveAll(draft => draft == found);
            return Task.FromResult(found?.SessionId);
        }
    }

    public Task<IReadOnlyList<DraftSummary>> ExpireAsync(DraftExpiry expiry, CancellationToken cancellationToken)
    {
        expiry.Validate();
        DraftSummary[] old = All(expiry.OlderThan);
        lock (gate)
        {
            drafts.RemoveAll(draft => !expiry.DryRun && old.Any(gone => gone.SessionId == draft.SessionId));
        }

        return Task.FromResult<IReadOnlyList<DraftSummary>>(old);
    }

    public Task<DraftStoreStatus> GetStatusAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new DraftStoreStatus(All(null).Length, 0, 0, Place));

    private DraftSummary[] All(TimeSpan? olderThan)
    {
        lock (gate)
        {
            DateTimeOffset now = clock.GetUtcNow();
            return
            [
                .. drafts.Select(draft => draft.Summary)
                    .Where(draft => olderThan is not { } age || now - draft.UpdatedAt > age)
                    .OrderBy(NewestFirst.Of),
            ];
        }
    }

    private Draft? Find(string idOrPrefix)
    {
        string lower = idOrPrefix.ToLowerInvariant();
        Draft[] found = [.. drafts.Where(draft => draft.SessionId == lower)];
        if (found.Length == 0 && lower.Length >= RecordId.MinimumPrefixLength)
        {
            found = [.. drafts.Where(draft => draft.SessionId.StartsWith(lower, StringComparison.Ordinal))];
        }

        return found.Length < 2
            ? found.FirstOrDefault()
            : throw new ConflictException($"several drafts begin with {idOrPrefix}") { Candidates = [.. found.Select(draft => draft.SessionId).Order(StringComparer.Ordinal)] };
    }
}
