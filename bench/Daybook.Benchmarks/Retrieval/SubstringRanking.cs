using Daybook.Search;

namespace Daybook.Benchmarks.Retrieval;

/// <summary>What a plain text filter does: records that contain all words of the question, then those that contain any, newest first.</summary>
internal sealed class SubstringRanking(IEnumerable<SearchDocument> records) : IRanking
{
    private readonly (string Id, string Text)[] newestFirst =
        [.. records.OrderByDescending(record => record.Timestamp).Select(record => (record.Id, PlainText.Of(record)))];

    public string Name => "substrings";

    public IReadOnlyList<string> Rank(string question, int count)
    {
        string[] words = question.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> all = newestFirst.Where(record => words.All(word => Holds(record.Text, word))).Select(record => record.Id);
        IEnumerable<string> any = newestFirst.Where(record => words.Any(word => Holds(record.Text, word))).Select(record => record.Id);
        return [.. all.Union(any).Take(count)];
    }

    private static bool Holds(string text, string word) => text.Contains(word, StringComparison.Ordinal);
}
