using System.Text;

namespace Daybook.Search;

/// <summary>Notes where a text speaks of what was asked.</summary>
internal readonly struct SnippetSink : ITermSink
{
    // What a text says most often fits on one line many times over by then.
    private const int PlacesMax = 512;

    private readonly HashSet<string> whole;
    private readonly string[] beginnings;
    private readonly List<(int Start, int End, string Term)> places = [];

    public SnippetSink(IReadOnlyList<SearchClause> clauses)
    {
        whole = [.. clauses.SelectMany(clause => clause.Terms)];
        beginnings = [.. clauses.Where(clause => clause.IsPrefix).Select(clause => clause.Terms[^1])];
    }

    /// <summary>The places in their order, each with the term that stands there.</summary>
    public IReadOnlyList<(int Start, int End, string Term)> Places => places;

    public void Add(ReadOnlySpan<byte> term, TermReading reading, int start, int end)
    {
        if (places.Count >= PlacesMax)
        {
            return;
        }

        string text = Encoding.UTF8.GetString(term);
        if (whole.Contains(text) || beginnings.Any(beginning => text.StartsWith(beginning, StringComparison.Ordinal)))
        {
            places.Add((start, end, text));
        }
    }

    public void EndChunk()
    {
    }
}
