using System.Globalization;
using Daybook.Search;
using Daybook.Testing;
using Xunit;

namespace Daybook.Embedded.Tests.Search;

/// <summary>Questions with words that more records have than are scored.</summary>
[Collection(nameof(IndexTests))]
public sealed class FrequentWordsTests : IDisposable
{
    private const int Records = 21_000;
    private const int RareEach = 3_000;

    private readonly TempDirectory directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_rare_word_decides_and_a_path_is_found_by_its_rare_parts()
    {
        // All have the harbour, every second one has the gull, and few the heron, in a path.
        await using EmbeddedStore store = await IndexedAsync(static number => (
            $"harbour{(number % 2 == 0 ? " gull" : "")}", $"see src/{(number % RareEach == 0 ? "heron" : "other")}/harbour.cs"));

        int[] rare = [.. Enumerable.Range(0, Records / RareEach).Select(static number => number * RareEach)];
        Assert.Equal(rare, Numbers(await FindAsync(store, "heron harbour")).Take(rare.Length).Order());
        Assert.Equal(rare, Numbers(await FindAsync(store, "src/heron/harbour.cs")).Take(rare.Length).Order());
        Assert.True((await FindAsync(store, "heron harbour")).IsCapped);
        Assert.False((await FindAsync(store, "heron")).IsCapped);

        // Where no word is rare, those that have all of them come first.
        Assert.All(Numbers(await FindAsync(store, "harbour gull")).Take(10), static number => Assert.Equal(0, number % 2));
    }

    [Fact]
    public async Task A_word_that_most_records_of_a_middling_store_have_still_counts_where_none_is_rarer()
    {
        // Each stands in 55 of 100 records, and in few enough to be scored wherever it stands.
        await using EmbeddedStore store = await IndexedAsync(static number => (number % 20 < 11 ? "tern" : "duck", number % 20 >= 9 ? "plover" : "duck"));

        SearchAnswer answer = await FindAsync(store, "tern plover");

        Assert.True(answer.IsCapped);
        Assert.All(Numbers(answer), static number => Assert.InRange(number % 20, 9, 10));

        // Whoever has read everything instead does not know the lines.
        Assert.All(answer.Items, static hit => Assert.NotNull(hit.Line));
    }

    [Fact]
    public async Task Where_a_filter_passes_half_of_them_half_as_many_are_scored_and_every_one_with_a_rare_word()
    {
        // All have the harbour, and few of the odd ones the heron.
        await using EmbeddedStore store = await IndexedAsync(static number => (number % RareEach == 1 ? "heron" : "duck", "harbour"), 2 * Records);

        List<int> all = await FindAllAsync(store, new SearchQuery { Text = "heron harbour", Limit = 500 });
        List<int> half = await FindAllAsync(store, new SearchQuery { Text = "heron harbour", Limit = 500, Repo = "acme/odd" });

        int rare = 2 * Records / RareEach;
        Assert.InRange(all.Count, 4_000, 4_000 + rare);
        Assert.InRange(half.Count, 1_900, 2_000 + rare);
        Assert.All(half, static number => Assert.Equal(1, number % 2));
        Assert.Equal(rare, half.Count(static number => number % RareEach == 1));
    }

    private async Task<EmbeddedStore> IndexedAsync(Func<int, (string Title, string Summary)> record, int records = Records)
    {
        string folder = Directory.CreateDirectory(directory.At("memory")).FullName;
        await File.WriteAllLinesAsync(
            Path.Join(folder, "memory.jsonl"),
            Enumerable.Range(0, records).Select(number => (Number: number, Texts: record(number))).Select(static one =>
                $$"""{"id":"m-{{one.Number}}","type":"note","repo":"acme/{{(one.Number % 2 == 0 ? "even" : "odd")}}","timestamp":"2026-11-01T12:00:00Z","title":"{{one.Texts.Title}}","summary":"{{one.Texts.Summary}}"}"""),
            Cancellation);
        EmbeddedStore store = await EmbeddedStore.OpenAsync(new EmbeddedOptions { MemoryDirectory = folder }, Cancellation);
        while ((await FindAsync(store, "anything")).Behind > 0)
        {
        }

        return store;
    }

    private static async Task<List<int>> FindAllAsync(EmbeddedStore store, SearchQuery query)
    {
        List<int> found = [];
        SearchAnswer answer;
        do
        {
            answer = await store.Search.SearchAsync(query, Cancellation);
            Assert.True(answer.IsCapped);
            found.AddRange(Numbers(answer));
            query = query with { Cursor = answer.NextCursor };
        }
        while (query.Cursor is not null);

        return found;
    }

    private static Task<SearchAnswer> FindAsync(EmbeddedStore store, string text) =>
        store.Search.SearchAsync(new SearchQuery { Text = text, Limit = 20 }, Cancellation);

    private static IEnumerable<int> Numbers(SearchAnswer answer) => answer.Items.Select(static hit => int.Parse(hit.Id[2..], CultureInfo.InvariantCulture));
}
