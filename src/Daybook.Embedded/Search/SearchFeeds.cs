using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Embedded.Drafts;
using Daybook.Embedded.Sqlite;
using Daybook.Errors;
using Daybook.Search;

namespace Daybook.Embedded.Search;

/// <summary>The feeds of all kinds. One that fails hides none of the others: it becomes a problem of the answer.</summary>
internal sealed class SearchFeeds
{
    private readonly IReadOnlyList<ISearchFeed> feeds;

    /// <summary>The feeds of a store; null stands for a kind that has no place there.</summary>
    internal SearchFeeds(EmbeddedPorts ports, EmbeddedPlaces places, DraftDatabase? drafts)
    {
        Memory = new MemoryFeed(ports, places.Memory);
        List<ISearchFeed> all = [Memory, new ListedFeed(new StragglerList(ports, places.Memory))];
        if (places.Tasks is { } tasks)
        {
            all.Add(new TaskFeed(ports, tasks));
        }

        if (places.Runs is { } runs)
        {
            all.Add(new ListedFeed(new RunList(ports, runs)));
        }

        if (places.Drafts is { } draftPlaces && drafts is not null)
        {
            all.Add(new ListedFeed(DraftList.OfDrafts(drafts, draftPlaces)));
            all.Add(new ListedFeed(DraftList.OfBuilderMemory(drafts, draftPlaces)));
        }

        if (places.Operations is { } operations)
        {
            all.Add(new ListedFeed(new OperationList(ports, operations)));
        }

        // The index takes documents best in the order of their numbers.
        feeds = all;
    }

    /// <summary>The feed of memory.</summary>
    internal MemoryFeed Memory { get; }

    /// <summary>How many records the index lacks.</summary>
    internal long Behind(IndexState state, ProblemList problems) => Behind(state, problems, []);

    /// <summary>How many records the index lacks of those that can be read.</summary>
    /// <param name="state">What the index knows.</param>
    /// <param name="problems">Receives why a feed cannot tell.</param>
    /// <param name="failed">The feeds that could not be read: another search would not take their records in either.</param>
    internal long Behind(IndexState state, ProblemList problems, IReadOnlyCollection<ISearchFeed> failed)
    {
        long behind = 0;
        foreach (ISearchFeed feed in feeds.Except(failed))
        {
            Try(() => behind += feed.Behind(state, problems), problems);
        }

        return behind;
    }

    /// <summary>Brings the index up to date, as far as the time allows.</summary>
    /// <param name="writing">The transaction.</param>
    /// <param name="problems">Receives why feeds failed.</param>
    /// <returns>The feeds that failed, and whether of the others all was taken in that there was when it began.</returns>
    internal (IReadOnlyCollection<ISearchFeed> Failed, bool IsWhole) CatchUp(IndexWriting writing, ProblemList problems)
    {
        var failed = new List<ISearchFeed>();
        foreach (ISearchFeed feed in feeds)
        {
            if (!writing.IsOver && !Try(() => feed.CatchUp(writing), problems))
            {
                failed.Add(feed);
            }
        }

        writing.Finish();
        return (failed, !writing.IsOver);
    }

    /// <summary>Answers by reading everything.</summary>
    internal SearchAnswer Scan(SearchQuery query, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var problems = new ProblemList();
        var scan = new SearchScan(query, now);
        foreach (ISearchFeed feed in feeds)
        {
            Try(
                () =>
                {
                    foreach (SearchDocument document in feed.Read(problems, cancellationToken))
                    {
                        scan.Add(document);
                    }
                },
                problems);
        }

        return scan.ToAnswer(problems.Items);
    }

    /// <summary>
    /// Tells why work on one feed failed. One file can be the source of two feeds, and each is asked more than once in a search. A process that has
    /// no descriptor left could read nothing, and must not answer that there is nothing.
    /// </summary>
    /// <returns>Whether it was done.</returns>
    private static bool Try(Action work, ProblemList problems)
    {
        try
        {
            work();
            return true;
        }
        catch (DurabilityException failure) when (!IsOwnLimit(failure))
        {
            problems.AddOnce(new Problem(failure.Path ?? "", null, null, failure.Message));
        }
        catch (DaybookException failure) when (failure is not SqliteException)
        {
            problems.AddOnce(new Problem(failure.Path ?? "", null, null, failure.Message));
        }

        return false;
    }

    /// <summary>Whether it is this process that ran out of something, and not the disk that refused.</summary>
    internal static bool IsOwnLimit(Exception refused) => refused is FileSystemException { Error: FileSystemError.TooManyOpenFiles };
}
