using System.Diagnostics;
using System.Globalization;
using System.Text;
using Daybook.Benchmarks.Measuring;
using Daybook.Embedded;
using Daybook.Memory;
using Daybook.Search;

namespace Daybook.Benchmarks.Searching;

/// <summary>
/// What search costs at a million records: making the index, its size, questions of one to three words as often asked as they are written,
/// with a filter, and the newest first. Everything is measured once, since a round takes minutes; questions are many.
/// </summary>
internal sealed class SearchSpeedQuestion(int records) : IBenchmark
{
    private const int Questions = 300;
    private const int CatchUpRecords = 20_000;

    public string Name => $"search-{records}";

    public async Task<string> RunAsync(BenchDirectory directory)
    {
        using BenchDirectory outside = BenchDirectory.OutsideOfGit();
        string folder = outside.Next();
        var corpus = new SearchCorpus();
        long text = corpus.Write(folder, records);
        var table = new StringBuilder();
        table.AppendLine($"# What does it cost to search {records:n0} records of 400 bytes?").AppendLine()
            .AppendLine($"{Machine.Describe(folder)}. Each measured once, {Questions} questions of each sort in one process.").AppendLine()
            .AppendLine("| | |").AppendLine("|---|---|");
        using (var bare = new BareIndex(outside.Next()))
        {
            Add(table, "bare FTS5, build, s", Seconds(() => bare.Build(Path.Join(folder, "memory.jsonl"))));
            Add(table, "bare FTS5, bytes of it for each byte of text", new FileInfo(bare.Path).Length / (double)text);
            AddTimes(table, "bare FTS5, 20 best of 1 to 3 words", [.. Ask(corpus).Select(words => 1000 * Seconds(() => bare.Search(words)))]);
        }

        double build = await BuildAsync(folder);
        Add(table, "build, s", build);
        Add(table, "build, records a second", records / build);
        double index = Directory.GetFiles(Path.Join(folder, ".daybook-state"), "index.db*").Sum(static file => new FileInfo(file).Length);
        Add(table, "bytes of the index for each byte of text", index / text);
        Add(table, "bytes of the index for each byte of the log", index / new FileInfo(Path.Join(folder, "memory.jsonl")).Length);
        await using EmbeddedStore store = await OpenAsync(folder);
        await AddSearchesAsync(table, "20 best of 1 to 3 words", store, [.. Ask(corpus).Select(words => Query(words))]);
        await AddSearchesAsync(table, "the same in one repository of 20", store, [.. Ask(corpus).Select(words => Query(words) with { Repo = "acme/repo-3" })]);
        await AddSearchesAsync(table, "the same of the last 30 days", store, [.. Ask(corpus).Select(words => Query(words) with { Since = DateTimeOffset.UtcNow.AddDays(-30) })]);
        await AddSearchesAsync(table, "20 newest of 1 to 3 words", store, [.. Ask(corpus).Select(words => Query(words) with { IsNewestFirst = true })]);
        Add(table, "catching up, records a second", await CatchUpAsync(store, corpus));
        return table.ToString();
    }

    private static Task<EmbeddedStore> OpenAsync(string folder) => EmbeddedStore.OpenAsync(new EmbeddedOptions { MemoryDirectory = folder }, default);

    private static async Task<double> BuildAsync(string folder)
    {
        long began = Stopwatch.GetTimestamp();
        await using (EmbeddedStore store = await OpenAsync(folder))
        {
            await TakeInAsync(store);
        }

        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task TakeInAsync(EmbeddedStore store)
    {
        long behind;
        do
        {
            behind = (await store.Search.SearchAsync(new SearchQuery { Text = "anything" }, default)).Behind;
        }
        while (behind > 0);
    }

    private static SearchQuery Query(string[] words) => new() { Text = string.Join(' ', words) };

    private static string[][] Ask(SearchCorpus corpus) =>
        [.. Enumerable.Range(0, Questions).Select(number => Enumerable.Range(0, 1 + (number % 3)).Select(_ => corpus.NextWord()).ToArray())];

    private static async Task<double> CatchUpAsync(EmbeddedStore store, SearchCorpus corpus)
    {
        await Task.WhenAll(Enumerable.Range(0, CatchUpRecords).Select(number => store.Memory.AppendAsync(
            new MemoryRecord { Type = "note", Title = corpus.NextWord(), Summary = string.Join(' ', Enumerable.Range(0, 50).Select(_ => corpus.NextWord())) }, default)));
        long began = Stopwatch.GetTimestamp();
        await TakeInAsync(store);
        return CatchUpRecords / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task AddSearchesAsync(StringBuilder table, string name, EmbeddedStore store, SearchQuery[] queries)
    {
        var times = new List<double>();
        foreach (SearchQuery query in queries)
        {
            long began = Stopwatch.GetTimestamp();
            await store.Search.SearchAsync(query, default);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        AddTimes(table, name, times);
    }

    private static void AddTimes(StringBuilder table, string name, List<double> times)
    {
        // The first ones meet a compiler that is not done, and a cold cache.
        double[] sorted = [.. times.Skip(20).Order()];
        Add(table, $"{name}, p50 ms", sorted[sorted.Length / 2]);
        Add(table, $"{name}, p99 ms", sorted[sorted.Length * 99 / 100]);
    }

    private static void Add(StringBuilder table, string name, double value)
    {
        string row = string.Create(CultureInfo.InvariantCulture, $"| {name} | {value:0.00} |");
        Console.Error.WriteLine(row);
        table.AppendLine(row);
    }

    private static double Seconds(Action work)
    {
        long began = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
