using Daybook.Search;

namespace Daybook.Benchmarks.Retrieval;

/// <summary>Daybook's search, by the scan that its indexes are judged by.</summary>
internal sealed class DaybookRanking(IReadOnlyList<SearchDocument> records) : IRanking
{
    // Recency is measured from the end of what the records tell, so that the table is the same on every day.
    private readonly DateTimeOffset now = records.Max(record => record.Timestamp) ?? DateTimeOffset.UnixEpoch;

    public string Name => "Daybook";

    public IReadOnlyList<string> Rank(string question, int count)
    {
        SearchAnswer answer = SearchScan.Search(records, new SearchQuery { Text = question, Limit = count }, now);
        return [.. answer.Items.Select(hit => hit.Id)];
    }
}
