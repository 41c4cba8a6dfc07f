using Daybook.Benchmarks.Searching;
using Daybook.Embedded;
using Daybook.Search;

namespace Daybook.Benchmarks.Comparing;

/// <summary>A memory log whose records are all in the search index.</summary>
internal static class IndexedHistory
{
    /// <summary>What is looked for in it.</summary>
    internal const string Question = "connection timeout";

    /// <summary>Writes it into a folder.</summary>
    /// <returns>Its store, open.</returns>
    internal static async Task<EmbeddedStore> WriteAsync(string folder, int records)
    {
        new SearchCorpus().Write(folder, records);
        EmbeddedStore store = await EmbeddedStore.OpenAsync(new EmbeddedOptions { MemoryDirectory = folder }, default);
        while ((await SearchAsync(store)).Behind > 0)
        {
        }

        return store;
    }

    /// <summary>The best 20.</summary>
    internal static Task<SearchAnswer> SearchAsync(EmbeddedStore store) => store.Search.SearchAsync(new SearchQuery { Text = Question }, default);
}
