using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Embedded.Sqlite;
using Daybook.Errors;

namespace Daybook.Embedded.Search;

/// <summary>
/// Finds what is wrong with the search index, and makes it anew. Nothing of it is ever lost, and a search finds all of this out itself; whoever
/// repairs it beforehand saves that search the time.
/// </summary>
public sealed class IndexDoctor
{
    /// <summary>What a report calls the index.</summary>
    public const string KindName = "index";

    private const string FixCommand = "daybook doctor index --fix";

    private readonly EmbeddedPorts ports;
    private readonly SearchPlaces? places;
    private readonly SearchFeeds feeds;
    private readonly EmbeddedSearch search;

    internal IndexDoctor(EmbeddedPorts ports, SearchPlaces? places, SearchFeeds feeds, EmbeddedSearch search)
    {
        this.ports = ports;
        this.places = places;
        this.feeds = feeds;
        this.search = search;
    }

    /// <summary>Looks at the index and changes nothing. An index that is not there is nothing wrong.</summary>
    /// <returns>What is wrong.</returns>
    /// <exception cref="StorageException">The disk refused.</exception>
    public Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancellationToken) =>
        KernelErrors.TranslateAsync<IReadOnlyList<Finding>>(Look, cancellationToken);

    /// <summary>Makes the index anew where something is wrong with it, and whole where it is behind.</summary>
    /// <returns>What was wrong, each with whether it is mended.</returns>
    /// <exception cref="StorageException">The disk refused.</exception>
    public Task<IReadOnlyList<Finding>> FixAsync(CancellationToken cancellationToken) => KernelErrors.TranslateAsync<IReadOnlyList<Finding>>(
        () =>
        {
            List<Finding> found = Look();
            bool isMended = found.Count > 0 && search.Rebuild(cancellationToken);
            return found.ConvertAll(finding => finding with { Fixed = isMended });
        },
        cancellationToken);

    private List<Finding> Look()
    {
        if (places is null || ports.FileSystem.Stat(places.Database) is not { } file)
        {
            return [];
        }

        if (file.Kind != FileKind.Regular)
        {
            return [Unsafe(places.Database)];
        }

        if (ports.FileSystem.Stat(places.Seal) is { Kind: not FileKind.Regular })
        {
            return [Unsafe(places.Seal)];
        }

        if (IsAloneAndChanged(places))
        {
            return [Found("changed_index", "its files are not as Daybook left them: copied, changed, or left by a process that was killed; no search uses it", FixCommand)];
        }

        try
        {
            using var connection = SqliteDatabase.Open(ports.FileSystem, places.Database, TimeSpan.FromSeconds(1));
            return LookAt(connection, places);
        }
        catch (SqliteException refused) when (refused.IsPlaceFailure)
        {
            return LookAtUnchanging(places, refused);
        }
        catch (SqliteException failure)
        {
            return [Unreadable(failure)];
        }
    }

    /// <summary>
    /// Where nothing can be written SQLite cannot open the index as it does elsewhere, and searches read only what was closed well. So does this.
    /// </summary>
    private List<Finding> LookAtUnchanging(SearchPlaces index, SqliteException refused)
    {
        if (ports.FileSystem.Stat(index.Log) is { Length: > 0 } || !new IndexSeal(ports, index).Holds())
        {
            return [Found("unexamined", $"nothing can be written beside it, and it was not closed well, so no search uses it here: {refused.Words}", "nothing needs to be done") with { Severity = Finding.Info }];
        }

        try
        {
            using var connection = SqliteDatabase.OpenUnchanging(index.Database);
            return LookAt(connection, index);
        }
        catch (SqliteException failure)
        {
            return [Unreadable(failure)];
        }
    }

    private List<Finding> LookAt(SqliteDatabase connection, SearchPlaces index) => IndexDatabase.IsOurs(connection, index)
        ? LookInside(connection)
        : [Found("foreign_index", "it is of another version or of another store; no search uses it", FixCommand)];

    private static Finding Unsafe(string path) =>
        new(KindName, "unsafe_file", Finding.Warning, path, null, "it is no regular file, so no search keeps an index", "remove it or move it away", Fixed: false);

    private Finding Unreadable(SqliteException failure) => Found("damaged_index", $"it cannot be read: {failure.Words}", FixCommand);

    private List<Finding> LookInside(SqliteDatabase connection)
    {
        var found = new List<Finding>();
        IndexState state = IndexState.Read(connection);
        foreach (KindTotals total in state.Totals)
        {
            using SqliteStatement sums = connection.Use(IndexSchema.CountDocuments)
                .Bind(1, KindTotals.FloorOf(total.Kind)).Bind(2, KindTotals.FloorOf(total.Kind + 1));
            sums.Step();
            if (sums.Integer(0) != total.Documents || (long)sums.Real(1) != total.Terms)
            {
                found.Add(Found("damaged_index", $"its sums of {RecordKinds.All[total.Kind]} are wrong", FixCommand));
            }
        }

        long behind = feeds.Behind(state, new ProblemList());
        if (behind > 0)
        {
            found.Add(Found("index_behind", $"it is behind by about {behind} {(behind == 1 ? "record" : "records")}, which the next search takes in", FixCommand) with { Severity = Finding.Info });
        }

        return found;
    }

    /// <summary>While others have it open its files may change at any moment.</summary>
    private bool IsAloneAndChanged(SearchPlaces index)
    {
        try
        {
            using UseLock use = UseLock.Enter(ports.FileSystem, index.UseLock, TimeSpan.Zero, ports.Clock);
            return use.IsAlone && !new IndexSeal(ports, index).Holds();
        }
        catch (DurabilityException)
        {
            return false;
        }
    }

    private Finding Found(string problem, string meaning, string fix) =>
        new(KindName, problem, Finding.Warning, places?.Database ?? "", null, meaning, fix, Fixed: false);
}
