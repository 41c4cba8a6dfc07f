using Daybook.Search;

namespace Daybook.Benchmarks.Retrieval;

/// <summary>BM25 over words in small letters: no stems, no stop words, no weights of fields, no names taken apart but at their signs.</summary>
internal sealed class PlainBm25Ranking : IRanking
{
    private readonly List<(string Id, Dictionary<string, int> Words, int Length)> records = [];
    private readonly Dictionary<string, int> frequencies = [];
    private readonly double averageLength;

    internal PlainBm25Ranking(IEnumerable<SearchDocument> documents)
    {
        foreach (SearchDocument document in documents)
        {
            var words = PlainText.WordsOf(PlainText.Of(document)).CountBy(word => word).ToDictionary();
            records.Add((document.Id, words, words.Values.Sum()));
            foreach (string word in words.Keys)
            {
                frequencies[word] = frequencies.GetValueOrDefault(word) + 1;
            }
        }

        averageLength = records.Average(record => record.Length);
    }

    public string Name => "BM25, no stems";

    public IReadOnlyList<string> Rank(string question, int count)
    {
        string[] words = [.. PlainText.WordsOf(question).Distinct()];
        return
        [
            .. records.Select(record => (record.Id, Score: words.Sum(word => ScoreOf(word, record.Words, record.Length))))
                .Where(record => record.Score > 0)
                .OrderByDescending(record => record.Score)
                .ThenBy(record => record.Id, StringComparer.Ordinal)
                .Take(count)
                .Select(record => record.Id),
        ];
    }

    private double ScoreOf(string word, Dictionary<string, int> words, int length)
    {
        if (!words.TryGetValue(word, out int times))
        {
            return 0;
        }

        double inverse = SearchRanking.InverseFrequency(records.Count, frequencies[word]);
        return SearchRanking.OfClause(inverse, times, length, averageLength);
    }
}
