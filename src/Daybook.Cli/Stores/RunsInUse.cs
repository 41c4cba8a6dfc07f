using Daybook.Embedded;
using Daybook.Operations;

namespace Daybook.Cli.Stores;

/// <summary>Runs that records of other kinds still need.</summary>
internal static class RunsInUse
{
    /// <summary>The runs that open operations of this work tree name.</summary>
    public static async Task<IReadOnlySet<string>> ReadAsync(EmbeddedStore store, CancellationToken cancellationToken)
    {
        var runs = new HashSet<string>(StringComparer.Ordinal);
        var query = new OperationQuery { Status = OperationStatus.Open, Limit = OperationQuery.LimitMax };
        for (bool isMore = true; isMore;)
        {
            Page<OperationView> page = await store.Operations.ListAsync(query, cancellationToken);
            runs.UnionWith(page.Items.Select(static view => view.Operation.RunId).OfType<string>());
            isMore = page.NextCursor is not null;
            query = query with { Cursor = page.NextCursor };
        }

        return runs;
    }
}
