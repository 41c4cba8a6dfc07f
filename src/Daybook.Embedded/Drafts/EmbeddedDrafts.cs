using System.Globalization;
using Daybook.Drafts;
using Daybook.Embedded.Sqlite;
using Daybook.Errors;

namespace Daybook.Embedded.Drafts;

/// <summary>Drafts in a SQLite database: the rows are the truth, the summaries beside them a view.</summary>
internal sealed class EmbeddedDrafts(EmbeddedPorts ports, DraftPlaces places, DraftDatabase database, DraftSchema schema) : IDraftStore
{
    private const string LastCharacter = "\U0010FFFF";

    private readonly DraftListing listing = new(places, database);

    /// <summary>The database.</summary>
    internal string DatabasePath => places.Database;

    /// <inheritdoc/>
    public Task<DraftSummary> SaveAsync(DraftSave save, CancellationToken cancellationToken)
    {
        byte[] state = DraftRules.Validate(save);
        string id = save.SessionId is { } given ? DraftRules.NormalId(given) : TimeOrderedId.Create(ports.Time.GetUtcNow(), ports.Ids.NewId()).ToString("D");
        return database.WriteAsync(connection => Save(connection, id, save, state), id, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Draft> LoadAsync(string idOrPrefix, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(idOrPrefix);
        return KernelErrors.TranslateAsync(
            () => database.Read(connection => Load(connection, Find(connection, idOrPrefix) ?? throw Unknown(idOrPrefix)), empty: null) is { } stored
                ? schema.Upcast(stored, places.Database)
                : throw Unknown(idOrPrefix),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Page<DraftSummary>> ListAsync(DraftQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Validate();
        NewestFirst? after = query.Cursor is { } cursor ? NewestFirst.Parse(cursor) : null;
        DateTimeOffset? before = query.OlderThan is { } age ? Ago(age) : null;
        return KernelErrors.TranslateAsync(
            () =>
            {
                (List<DraftSummary> drafts, ProblemList problems) = listing.Read(before);
                DraftSummary[] rest = after is { } last ? [.. drafts.Where(draft => NewestFirst.Of(draft) > last)] : [.. drafts];
                DraftSummary[] page = [.. rest.Take(query.Limit)];
                return new Page<DraftSummary>(
                    page, drafts.Count, rest.Length > page.Length ? NewestFirst.Of(page[^1]).Encode() : null, problems.Items);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<string?> DeleteAsync(string idOrPrefix, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(idOrPrefix);
        return KernelErrors.TranslateAsync(
            () =>
            {
                string? id = database.Read(connection => Find(connection, idOrPrefix), empty: null);
                return id is not null && database.Write(connection => Delete(connection, id), id) ? id : null;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DraftSummary>> ExpireAsync(DraftExpiry expiry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(expiry);
        expiry.Validate();
        DateTimeOffset before = Ago(expiry.OlderThan);
        return KernelErrors.TranslateAsync<IReadOnlyList<DraftSummary>>(
            () =>
            {
                List<DraftSummary> old = listing.Read(before).Drafts;
                return expiry.DryRun || old.Count == 0 ? old : database.Write(connection => DeleteUnchanged(connection, old), id: null);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<DraftStoreStatus> GetStatusAsync(CancellationToken cancellationToken) => KernelErrors.TranslateAsync(
        () =>
        {
            long problems = listing.Read(before: null).Problems.Count;
            (long drafts, long remembered) = database.Read(
                connection =>
                {
                    DraftTables tables = DraftTables.Of(connection);
                    return (
                        tables.MayRead(DraftTables.Drafts, places) ? Count(connection, DraftSql.CountDrafts) : 0,
                        tables.MayRead(DraftTables.Memory, places) ? Count(connection, DraftSql.CountMemory) : 0);
                },
                (0L, 0L));
            return new DraftStoreStatus(drafts, remembered, problems, places.Database);
        },
        cancellationToken);

    /// <summary>Takes in a draft of another store with its times, durable when the task completes.</summary>
    /// <exception cref="ConflictException">There is a draft of that session.</exception>
    internal Task<bool> ImportAsync(Draft draft, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            if (Stamps(connection, draft.SessionId).UpdatedAt is not null)
            {
                throw new ConflictException($"draft {draft.SessionId} was saved meanwhile") { Id = draft.SessionId, Hint = "run the import again" };
            }

            string createdAt = places.Shape.TimeText(draft.CreatedAt);
            string updatedAt = places.Shape.TimeText(draft.UpdatedAt);
            byte[] state = DraftRules.CheckState(draft.StateJson);
            connection.Use(DraftSql.Save)
                .Bind(1, draft.SessionId)
                .Bind(2, state)
                .Bind(3, draft.SchemaVersion)
                .Bind(4, createdAt)
                .Bind(5, updatedAt)
                .Run();
            SaveSummary(connection, draft.SessionId, updatedAt, createdAt, draft.SchemaVersion, DraftSkim.Of(state));
            return true;
        },
        draft.SessionId,
        cancellationToken);

    /// <summary>Writes the view of one draft.</summary>
    internal static void SaveSummary(SqliteDatabase connection, string id, string updatedAt, string createdAt, int version, DraftSkim skim) => connection
        .Use(DraftSql.SaveSummary)
        .Bind(1, id)
        .Bind(2, updatedAt)
        .Bind(3, createdAt)
        .Bind(4, version)
        .Bind(5, skim.InitialDescription)
        .Bind(6, skim.Phase)
        .Run();

    private static long Count(SqliteDatabase connection, string sql)
    {
        using SqliteStatement count = connection.Use(sql);
        return count.Step() ? count.Integer(0) : 0;
    }

    private static bool Delete(SqliteDatabase connection, string id)
    {
        connection.Execute(DraftSql.OverwriteDeleted);
        connection.Use(DraftSql.Delete).Bind(1, id).Run();
        bool isDeleted = connection.Changes > 0;
        connection.Use(DraftSql.DeleteSummary).Bind(1, id).Run();
        connection.Execute(DraftSql.OverwriteReplaced);
        return isDeleted;
    }

    private string? Find(SqliteDatabase connection, string idOrPrefix)
    {
        if (!DraftTables.Of(connection).MayRead(DraftTables.Drafts, places))
        {
            return null;
        }

        // Ids are written in lower case; those that others wrote are found as they stand.
        string lower = idOrPrefix.ToLowerInvariant();
        foreach (string id in new[] { idOrPrefix, lower }.Distinct(StringComparer.Ordinal))
        {
            using SqliteStatement exact = connection.Use(DraftSql.HasId).Bind(1, id);
            if (exact.Step())
            {
                return id;
            }
        }

        if (lower.Length < RecordId.MinimumPrefixLength)
        {
            return null;
        }

        var found = new List<string>();
        using SqliteStatement ids = connection.Use(DraftSql.IdsFrom).Bind(1, lower).Bind(2, lower + LastCharacter);
        while (ids.Step())
        {
            found.Add(ids.Text(0) ?? "");
        }

        return found.Count switch
        {
            0 => null,
            1 => found[0],
            _ => throw new ConflictException($"several drafts begin with {idOrPrefix}") { Candidates = found, Hint = "give more of the id" },
        };
    }

    private static List<DraftSummary> DeleteUnchanged(SqliteDatabase connection, List<DraftSummary> old)
    {
        var deleted = new List<DraftSummary>();
        foreach (DraftSummary draft in old)
        {
            (_, string? updatedText, _) = Stamps(connection, draft.SessionId);
            if (updatedText is not null && UtcTime.Parse(updatedText) == draft.UpdatedAt && Delete(connection, draft.SessionId))
            {
                deleted.Add(draft);
            }
        }

        return deleted;
    }

    private DraftSummary Save(SqliteDatabase connection, string id, DraftSave save, byte[] state)
    {
        (string? createdText, string? updatedText, long version) = Stamps(connection, id);
        DateTimeOffset? created = createdText is null ? null : UtcTime.Parse(createdText);
        DateTimeOffset? updated = updatedText is null ? null : UtcTime.Parse(updatedText);
        CheckExpected(id, save.ExpectedUpdatedAt, updatedText is not null, updated);
        if (save.MustBeNew && updatedText is not null)
        {
            throw new ConflictException($"there is a draft {id} already") { Id = id, Hint = "load it, and save what you have on top of that" };
        }

        schema.CheckNotNewer(id, (int)Math.Min(version, int.MaxValue), places.Database);

        // Two saves never have one time, whatever the clock does: it tells one state from the next. After the last of all times comes only now.
        DateTimeOffset now = ports.Time.GetUtcNow();
        now = updated is { } last && now.UtcTicks <= last.UtcTicks && last.UtcTicks < DateTimeOffset.MaxValue.UtcTicks
            ? last.ToUniversalTime().AddTicks(1)
            : now;
        string updatedAt = places.Shape.TimeText(now);
        string createdAt = created is null || createdText is null ? updatedAt : createdText;
        DraftSkim skim = DraftSkim.Of(state);
        connection.Use(DraftSql.Save)
            .Bind(1, id)
            .Bind(2, state)
            .Bind(3, save.SchemaVersion)
            .Bind(4, createdAt)
            .Bind(5, updatedAt)
            .Run();
        SaveSummary(connection, id, updatedAt, createdAt, save.SchemaVersion, skim);
        return new DraftSummary
        {
            SessionId = id,
            InitialDescription = skim.InitialDescription,
            Phase = skim.Phase,
            SchemaVersion = save.SchemaVersion,
            CreatedAt = created?.ToUniversalTime() ?? now,
            UpdatedAt = now,
        };
    }

    private static (string? CreatedAt, string? UpdatedAt, long Version) Stamps(SqliteDatabase connection, string id)
    {
        using SqliteStatement row = connection.Use(DraftSql.Stamps).Bind(1, id);
        return row.Step() ? (row.Text(1) ?? "", row.Text(2) ?? "", row.Integer(0)) : (null, null, 0);
    }

    private static void CheckExpected(string id, DateTimeOffset? expected, bool isThere, DateTimeOffset? updated)
    {
        if (expected is { } seen && updated?.UtcTicks != seen.UtcTicks)
        {
            throw new ConflictException(isThere
                ? $"draft {id} was saved by somebody else since, at {(updated is { } time ? time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) : "a time that cannot be read")}"
                : $"there is no draft {id}: it was deleted, or never saved")
            {
                Id = id,
                Hint = isThere ? "load it again, and save what you have on top of that" : "save it without an expected time to begin it anew",
            };
        }
    }

    private Draft Load(SqliteDatabase connection, string id)
    {
        using SqliteStatement row = connection.Use(DraftSql.Load).Bind(1, id);
        if (!row.Step())
        {
            throw Unknown(id);
        }

        return DraftRow.Read(row, out string fault) ?? throw new CorruptStoreException($"draft {id} cannot be read: {fault}")
        {
            Path = places.Database,
            Id = id,
            Hint = $"save the session anew, or remove it with daybook draft delete {id}",
        };
    }

    private DateTimeOffset Ago(TimeSpan age)
    {
        DateTimeOffset now = ports.Time.GetUtcNow();
        return age < now - DateTimeOffset.MinValue ? now - age : DateTimeOffset.MinValue;
    }

    private NotFoundException Unknown(string idOrPrefix) => new($"there is no draft {idOrPrefix}")
    {
        Path = places.Database,
        Id = idOrPrefix,
        Hint = "daybook draft list shows what there is",
    };
}
