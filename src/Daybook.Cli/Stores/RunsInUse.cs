using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Operations;

namespace Daybook.Cli.Stores;

/// <summary>Runs that records of other kinds still need.</summary>
internal static class RunsInUse
{
    /// <summary>The runs that open operations name, in whichever work tree of the repository these are kept: all of them share the runs.</summary>
    /// <param name="stores">The way to the store.</param>
    /// <param name="store">The store, as it is opened where the command stands.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="CorruptStoreException">A log is damaged, so that nobody knows which run its operation names.</exception>
    /// <exception cref="DaybookException">A work tree cannot be read.</exception>
    public static async Task<IReadOnlySet<string>> ReadAsync(StoreAccess stores, EmbeddedStore store, CancellationToken cancellationToken)
    {
        var runs = new HashSet<string>(StringComparer.Ordinal);
        await AddAsync(store, stores.Locate().Path, runs, cancellationToken);
        foreach (string root in stores.WorkTrees())
        {
            await using EmbeddedStore elsewhere = await stores.OpenInWorkTreeAsync(root, cancellationToken);
            try
            {
                await AddAsync(elsewhere, root, runs, cancellationToken);
            }
            catch (NotFoundException)
            {
                // Its branch has no folder of operations where the store's own has one.
            }
        }

        return runs;
    }

    private static async Task AddAsync(EmbeddedStore store, string folder, HashSet<string> runs, CancellationToken cancellationToken)
    {
        var query = new OperationQuery { Status = OperationStatus.Open, Limit = OperationQuery.LimitMax };
        for (bool isMore = true; isMore;)
        {
            Page<OperationView> page = await store.Operations.ListAsync(query, cancellationToken);
            string? damaged = page.Problems.Select(static problem => problem.Path).FirstOrDefault()
                ?? page.Items.FirstOrDefault(static view => !view.Operation.HasStart)?.Path;
            if (damaged is not null)
            {
                throw new CorruptStoreException($"{damaged} is damaged, and its operation may need a run; nothing was removed")
                {
                    Path = folder,
                    Hint = "run daybook doctor ops --fix there, then this command again",
                };
            }

            runs.UnionWith(page.Items.Select(static view => view.Operation.RunId).OfType<string>());
            isMore = page.NextCursor is not null;
            query = query with { Cursor = page.NextCursor };
        }
    }
}
