using Daybook.Drafts;
using Daybook.Embedded.Sqlite;

namespace Daybook.Embedded.Drafts;

/// <summary>Builder memory in the same database as drafts.</summary>
internal sealed class EmbeddedBuilderMemory(EmbeddedPorts ports, DraftPlaces places, DraftDatabase database) : IBuilderMemory
{
    /// <summary>Comes after every time and every id.</summary>
    private const string Last = "~";

    /// <inheritdoc/>
    public Task<BuilderMemoryEntry> RecordAsync(NewBuilderMemory session, CancellationToken cancellationToken)
    {
        BuilderMemoryRules.Validate(session);
        var category = PurposeCategory.Parse(session.PurposeCategory);
        DateTimeOffset now = ports.Time.GetUtcNow();
        var entry = new BuilderMemoryEntry
        {
            Id = TimeOrderedId.Create(now, ports.Ids.NewId()).ToString("D"),
            PurposeCategory = category.Word,
            InitialDescription = session.InitialDescription,
            ChosenTone = session.ChosenTone,
            ChosenModel = session.ChosenModel,
            ChosenSkills = session.ChosenSkills,
            BotSlug = session.BotSlug,
            CreatedAt = now,
        };
        return StoreAsync(entry, DraftSql.Record, cancellationToken);
    }

    /// <summary>Takes in an entry of another store, durable when the task completes.</summary>
    internal Task<BuilderMemoryEntry> ImportAsync(BuilderMemoryEntry entry, CancellationToken cancellationToken) =>
        StoreAsync(entry, DraftSql.RecordOnce, cancellationToken);

    private Task<BuilderMemoryEntry> StoreAsync(BuilderMemoryEntry entry, string sql, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            connection.Use(sql)
                .Bind(1, entry.Id)
                .Bind(2, places.Shape.CategoryText(PurposeCategory.OfStored(entry.PurposeCategory)))
                .Bind(3, entry.InitialDescription)
                .Bind(4, entry.ChosenTone)
                .Bind(5, entry.ChosenModel)
                .Bind(6, BuilderMemoryRow.SkillsText(entry.ChosenSkills))
                .Bind(7, entry.BotSlug)
                .Bind(8, places.Shape.TimeText(entry.CreatedAt))
                .Run();
            return entry;
        },
        entry.Id,
        cancellationToken);

    /// <inheritdoc/>
    public Task<Page<BuilderMemoryEntry>> RecallAsync(RecallQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Validate();
        NewestFirst? after = query.Cursor is { } cursor ? NewestFirst.Parse(cursor) : null;
        return database.ReadAsync(
            connection => Recall(connection, query, after),
            new Page<BuilderMemoryEntry>([], null, null, []),
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<BuilderSuggestion> SuggestAsync(string category, CancellationToken cancellationToken)
    {
        var parsed = PurposeCategory.Parse(category);
        Page<BuilderMemoryEntry> latest = await RecallAsync(
            new RecallQuery { Category = category, Limit = BuilderSuggestion.EntriesMax }, cancellationToken).ConfigureAwait(false);
        return BuilderSuggestion.From(parsed, latest.Items);
    }

    /// <summary>The latest sessions of all, as <see cref="RecallAsync"/>, read by the caller's own thread.</summary>
    internal Page<BuilderMemoryEntry> Recall(int limit, NewestFirst? after) => database.Read(
        connection => Recall(connection, new RecallQuery { Limit = limit }, after), new Page<BuilderMemoryEntry>([], null, null, []));

    private Page<BuilderMemoryEntry> Recall(SqliteDatabase connection, RecallQuery query, NewestFirst? after)
    {
        var problems = new ProblemList();
        var found = new List<BuilderMemoryEntry>();
        if (DraftTables.Of(connection).MayRead(DraftTables.Memory, places))
        {
            string?[] spellings = query.Category is { } category ? [.. PurposeCategory.Parse(category).Spellings()] : [null];
            foreach (string? spelling in spellings)
            {
                ReadRegular(connection, spelling, after, query.Limit, found, problems);
                ReadOdd(connection, spelling, after, found, problems);
            }
        }

        found.Sort(static (left, right) => NewestFirst.Of(left).CompareTo(NewestFirst.Of(right)));
        BuilderMemoryEntry[] page = [.. found.Take(query.Limit)];
        return new Page<BuilderMemoryEntry>(page, null, found.Count > page.Length ? NewestFirst.Of(page[^1]).Encode() : null, problems.Items);
    }

    /// <summary>Walks down an index and stops as soon as there are enough for a page and one to know that there is another.</summary>
    private void ReadRegular(
        SqliteDatabase connection, string? spelling, NewestFirst? after, int limit, List<BuilderMemoryEntry> found, ProblemList problems)
    {
        int count = 0;
        using SqliteStatement rows = connection.Use(spelling is null ? places.Shape.Recall : places.Shape.RecallCategory);
        if (spelling is not null)
        {
            rows.Bind(3, spelling);
        }

        rows.Bind(1, after is { } start ? places.Shape.UpperBound(new DateTimeOffset(start.Ticks, TimeSpan.Zero)) : Last);
        rows.Bind(2, after is { } place && !places.Shape.IsBoternity ? place.Id : Last);
        long ticks = 0;
        while (rows.Step())
        {
            if (BuilderMemoryRow.Read(rows, out string fault) is not { } entry)
            {
                problems.Add(Problem(rows, fault));
                continue;
            }

            // Nanoseconds may tell apart what ticks do not: all entries of the last tick are needed to put them into the order of ids.
            if (count > limit && (!places.Shape.IsBoternity || entry.CreatedAt.UtcTicks != ticks))
            {
                return;
            }

            if (after is not { } position || NewestFirst.Of(entry) > position)
            {
                found.Add(entry);
                count++;
                ticks = entry.CreatedAt.UtcTicks;
            }
        }
    }

    private void ReadOdd(SqliteDatabase connection, string? spelling, NewestFirst? after, List<BuilderMemoryEntry> found, ProblemList problems)
    {
        using SqliteStatement rows = connection.Use(spelling is null ? places.Shape.RecallOdd : places.Shape.RecallOddCategory);
        if (spelling is not null)
        {
            rows.Bind(3, spelling);
        }

        while (rows.Step())
        {
            if (BuilderMemoryRow.Read(rows, out string fault) is not { } entry)
            {
                problems.Add(Problem(rows, fault));
            }
            else if (after is not { } position || NewestFirst.Of(entry) > position)
            {
                found.Add(entry);
            }
        }
    }

    private Problem Problem(SqliteStatement row, string fault) => new(places.Database, null, null, $"entry {row.Text(0) ?? "(null)"}: {fault}");
}
