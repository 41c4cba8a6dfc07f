using Daybook.Durability.Errors;
using Daybook.Embedded.Drafts;
using Daybook.Embedded.Sqlite;
using Daybook.Search;

namespace Daybook.Embedded.Search;

/// <summary>
/// Search by an index beside the store, which each search first brings up to date. Where there can be no index, or nobody may use it now, all
/// records are read instead. For any number of callers, one after the other.
/// </summary>
internal sealed class EmbeddedSearch : ISearch, IDisposable
{
    /// <summary>How long a search takes in what is new before it answers from what it has.</summary>
    internal static readonly TimeSpan CatchUpMax = TimeSpan.FromSeconds(2);

    private readonly EmbeddedPorts ports;
    private readonly EmbeddedPlaces places;
    private readonly SearchPlaces? index;
    private readonly Lock gate = new();
    private IndexDatabase? open;

    internal EmbeddedSearch(EmbeddedPorts ports, EmbeddedPlaces places, DraftDatabase? drafts)
    {
        this.ports = ports;
        this.places = places;
        index = places.Search;
        Feeds = new SearchFeeds(ports, places, drafts);
    }

    /// <summary>Where records come from.</summary>
    internal SearchFeeds Feeds { get; }

    /// <inheritdoc/>
    public Task<SearchAnswer> SearchAsync(SearchQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        _ = new SearchFilter(query);
        SearchCursor? cursor = SearchCursor.Of(query);
        return KernelErrors.TranslateAsync(() => Search(query, cursor, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            Close();
        }
    }

    /// <summary>Removes the index, since it may hold words of something that was purged.</summary>
    /// <returns>The file that is left, because others have it open or the disk refuses; null where nothing is.</returns>
    internal string? Remove()
    {
        lock (gate)
        {
            Close();
            if (index is null)
            {
                return null;
            }

            try
            {
                if (ports.FileSystem.Stat(index.Database) is null)
                {
                    return null;
                }

                IndexDatabase.RemoveDamaged(ports, index);
                return ports.FileSystem.Stat(index.Database) is null ? null : index.Database;
            }
            catch (DurabilityException)
            {
                // What was purged is gone from the records by now; whether the index is, the disk does not say.
                return index.Database;
            }
        }
    }

    /// <summary>Makes the index whole, however long it takes.</summary>
    /// <returns>Whether there is one now that lacks nothing.</returns>
    internal bool Rebuild(CancellationToken cancellationToken)
    {
        if (index is null)
        {
            return false;
        }

        lock (gate)
        {
            Close();
            IndexDatabase.RemoveDamaged(ports, index);
            try
            {
                long before = long.MaxValue;
                while (Open(index) is { IsReadOnly: false } database)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    (long left, bool isReadable) = CatchUp(database, new ProblemList());
                    if (left == 0 || left >= before)
                    {
                        return left == 0 && isReadable;
                    }

                    before = left;
                }
            }
            catch (SqliteException)
            {
                Close();
            }

            return false;
        }
    }

    private SearchAnswer Search(SearchQuery query, SearchCursor? cursor, CancellationToken cancellationToken)
    {
        DateTimeOffset now = cursor?.AsOf ?? ports.Time.GetUtcNow();
        IReadOnlyList<SearchClause> clauses = SearchText.Parse(query.Text);
        if (clauses.Count == 0)
        {
            return new SearchAnswer([], null, []);
        }

        return (index is null ? null : Ask(index, query, clauses, cursor, now)) ?? Feeds.Scan(query, now, cancellationToken);
    }

    /// <summary>Answers from the index, whatever it is like.</summary>
    /// <returns>Null where there is none that can be used.</returns>
    private SearchAnswer? Ask(SearchPlaces index, SearchQuery query, IReadOnlyList<SearchClause> clauses, SearchCursor? cursor, DateTimeOffset now)
    {
        lock (gate)
        {
            // The second time the index is a new one.
            for (int attempt = 0; attempt < 2; attempt++)
            {
                try
                {
                    return AskOnce(index, query, clauses, cursor, now);
                }
                catch (SqliteException failure)
                {
                    Close();
                    if (failure.IsPlaceFailure || failure.PrimaryCode == SqliteException.Busy)
                    {
                        return null;
                    }

                    IndexDatabase.RemoveDamaged(ports, index);
                }
                catch (DurabilityException refused) when (SearchFeeds.IsOwnLimit(refused))
                {
                    // Without the index there are descriptors for the records.
                    Close();
                    return null;
                }
            }

            return null;
        }
    }

    private SearchAnswer? AskOnce(SearchPlaces index, SearchQuery query, IReadOnlyList<SearchClause> clauses, SearchCursor? cursor, DateTimeOffset now)
    {
        var nothing = new ProblemList();
        if (open is null && ports.FileSystem.Stat(index.Database) is null && Feeds.Behind(IndexState.Empty, nothing) == 0)
        {
            // There is nothing to be found, and reading makes no files for that.
            return new SearchAnswer([], null, nothing.Items);
        }

        if (Open(index) is not { } database)
        {
            return null;
        }

        var problems = new ProblemList();
        (long behind, _) = CatchUp(database, problems);
        if (behind > 0 && database.IsReadOnly)
        {
            return null;
        }

        IndexProblems.Read(database.Connection, problems);
        IndexState state = IndexState.Read(database.Connection);
        var question = new IndexQuestion(database.Connection, state, query, clauses);
        IReadOnlyCollection<Candidate> found = query.IsNewestFirst
            ? question.Newest(query.Limit + 1, cursor?.Last.Ticks ?? long.MaxValue)
            : question.Rank();
        using var reading = new HitReading(ports, places.Memory, Feeds.Memory, database.Connection, state);
        SearchAnswer answer = new HitRanking(query, clauses, cursor, now).Page(found, reading.Read);
        if (reading.IsStale)
        {
            throw new SqliteException(SqliteException.Corrupt, "a record is not where it stood", index.Database);
        }

        return answer with { IsCapped = question.IsCapped, Behind = behind, Problems = problems.Items };
    }

    private IndexDatabase? Open(SearchPlaces index)
    {
        if (open is { IsOfUse: false } or { IsReadOnly: true })
        {
            Close();
        }

        open ??= IndexDatabase.Open(ports, index);
        if (open is { IsReadOnly: false } && IndexState.Read(open.Connection).IsWorn)
        {
            Close();
            IndexDatabase.RemoveDamaged(ports, index);
            open = IndexDatabase.Open(ports, index);
        }

        return open;
    }

    private void Close()
    {
        open?.Dispose();
        open = null;
    }

    /// <summary>Takes in what is new.</summary>
    /// <returns>
    /// How many records the index lacks still that another search can take in, and whether all could be read. What others add while this is at
    /// work does not count: an answer is as of its question.
    /// </returns>
    private (long Left, bool IsReadable) CatchUp(IndexDatabase database, ProblemList problems)
    {
        long behind = Feeds.Behind(IndexState.Read(database.Connection), problems);
        if (behind == 0 || database.IsReadOnly)
        {
            return (behind, true);
        }

        IReadOnlyCollection<ISearchFeed> failed = [];
        try
        {
            database.Connection.SetWait(CatchUpMax);
            (failed, bool isWhole) = database.Connection.InTransaction(() => Feeds.CatchUp(new IndexWriting(database.Connection, ports.Clock, CatchUpMax), problems));
            database.Seal();
            if (isWhole)
            {
                return (0, failed.Count == 0);
            }
        }
        catch (SqliteException busy) when (busy.PrimaryCode == SqliteException.Busy)
        {
            // Somebody else is taking it in.
        }

        return (Feeds.Behind(IndexState.Read(database.Connection), new ProblemList(), failed), failed.Count == 0);
    }
}
