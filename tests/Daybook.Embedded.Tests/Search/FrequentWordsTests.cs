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
        Directory.CreateDirectory(directory.At("memory"));
        await File.WriteAllLinesAsync(directory.At("memory/memory.jsonl"), Enumerable.Range(0, Records).Select(Line), Cancellation);
        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(new EmbeddedOptions { MemoryDirectory = directory.At("memory") }, Cancellation);
        while ((await FindAsync(store, "heron")).Behind > 0)
        {
        }

        string[] rare = [.. Enumerable.Range(0, Records / RareEach).Select(static number => $"m-{number * RareEach}")];
        Assert.Equal(rare.Order(), Ids(await FindAsync(store, "heron harbour")).Take(rare.Length).Order());
        Assert.Equal(rare.Order(), Ids(await FindAsync(store, "src/heron/harbour.cs")).Take(rare.Length).Order());
        Assert.True((await FindAsync(store, "heron harbour")).IsCapped);
        Assert.False((await FindAsync(store, "heron")).IsCapped);

        // Where no word is rare, those that have all of them come first.
        Assert.Equal(10, Ids(await FindAsync(store, "harbour gull")).Take(10).Count(static id => int.Parse(id[2..], CultureInfo.InvariantCulture) % 2 == 0));
    }

    /// <summary>All have the harbour, every second one has the gull, and few the heron, in a path.</summary>
    private static string Line(int number) =>
        $$"""{"id":"m-{{number}}","type":"note","timestamp":"2026-11-01T12:00:00Z","title":"harbour{{(number % 2 == 0 ? " gull" : "")}}","summary":"see src/{{(number % RareEach == 0 ? "heron" : "other")}}/harbour.cs"}""";

    private static Task<SearchAnswer> FindAsync(EmbeddedStore store, string text) =>
        store.Search.SearchAsync(new SearchQuery { Text = text, Limit = 20 }, Cancellation);

    private static IEnumerable<string> Ids(SearchAnswer answer) => answer.Items.Select(static hit => hit.Id);
}
