using Daybook.Drafts;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Runs;
using Daybook.Search;
using Daybook.Tasks;

namespace Daybook.Testing;

/// <summary>Search that reads every record of every kind anew, each time: what an index must agree with.</summary>
public sealed class VolatileSearch(DaybookStore store, TimeProvider clock) : ISearch
{
    private const int PageLength = 1_000;

    public async Task<SearchAnswer> SearchAsync(SearchQuery query, CancellationToken cancellationToken)
    {
        var scan = new SearchScan(query, clock.GetUtcNow());
        var problems = new ProblemList();
        List<MemoryRecord> remembered = [];
        await foreach (MemoryRecord record in store.Memory.ReadAsync(problems, cancellationToken))
        {
            remembered.Add(record);
        }

        // As in queries of memory: what was replaced would mislead.
        Add(scan, remembered.Where(record => !PlainMatch.IsReplaced(record, remembered)), SearchDocuments.From);

        Add(scan, await AllAsync<TaskRecord>(cursor => store.Tasks.ListAsync(
            new TaskQuery { Statuses = [.. Enum.GetValues<TaskState>()], Limit = PageLength, Cursor = cursor }, cancellationToken)), SearchDocuments.From);
        Add(scan, await AllAsync<RunView>(cursor => store.Runs.ListAsync(
            new RunQuery { Limit = PageLength, Cursor = cursor }, cancellationToken)), SearchDocuments.From);
        Add(scan, await AllAsync<OperationView>(cursor => store.Operations.ListAsync(
            new OperationQuery { Limit = PageLength, Cursor = cursor }, cancellationToken)), SearchDocuments.From);
        Add(scan, await AllAsync<BuilderMemoryEntry>(cursor => store.BuilderMemory.RecallAsync(
            new RecallQuery { Limit = PageLength, Cursor = cursor }, cancellationToken)), SearchDocuments.From);
        foreach (DraftSummary draft in await AllAsync<DraftSummary>(cursor => store.Drafts.ListAsync(
            new DraftQuery { Limit = PageLength, Cursor = cursor }, cancellationToken)))
        {
            try
            {
                scan.Add(SearchDocuments.From(await store.Drafts.LoadAsync(draft.SessionId, cancellationToken)));
            }
            catch (DaybookException fault)
            {
                problems.Add(new Problem("(memory)", null, null, fault.Message));
            }
        }

        return scan.ToAnswer(problems.Items);
    }

    private static void Add<T>(SearchScan scan, IEnumerable<T> records, Func<T, SearchDocument> documentOf)
    {
        foreach (T record in records)
        {
            scan.Add(documentOf(record));
        }
    }

    private static async Task<List<T>> AllAsync<T>(Func<string?, Task<Page<T>>> readPageAsync)
    {
        var all = new List<T>();
        string? cursor = null;
        do
        {
            Page<T> page = await readPageAsync(cursor);
            all.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return all;
    }
}
