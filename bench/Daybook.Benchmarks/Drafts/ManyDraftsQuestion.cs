using System.Diagnostics;
using Daybook.Benchmarks.Measuring;
using Daybook.Drafts;
using Daybook.Embedded;

namespace Daybook.Benchmarks.Drafts;

/// <summary>Listing among 10,000 drafts with states of 50 kB, and recalling among 100,000 sessions.</summary>
internal sealed class ManyDraftsQuestion : IQuestion
{
    private const int Recalls = 100;

    public string Name => "many-drafts";

    public string Title => "How long does it take to look among 10,000 drafts of 50 kB and 100,000 remembered sessions?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        string path = await ManyDrafts.CreateAsync(directory);
        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(new EmbeddedOptions { Directory = path }, default);
        var table = new Table("a list of all drafts", "milliseconds");
        table.Add("list of all 10,000 drafts", () => TimeAsync(1, () => store.Drafts.ListAsync(new DraftQuery { Limit = DraftQuery.LimitMax }, default)));
        table.Add("list of the latest 20", () => TimeAsync(1, () => store.Drafts.ListAsync(new DraftQuery(), default)));
        table.Add("load of one draft", () => TimeAsync(Recalls, () => store.Drafts.LoadAsync("0194f3a2-7c1e-7d10-9a52-000000001000", default)));
        table.Add("recall category", () => TimeAsync(Recalls, () => store.BuilderMemory.RecallAsync(new RecallQuery { Category = "coding" }, default)));
        table.Add("recall recent", () => TimeAsync(Recalls, () => store.BuilderMemory.RecallAsync(new RecallQuery(), default)));
        table.Add("recall of a category that nobody has", () => TimeAsync(Recalls, () => store.BuilderMemory.RecallAsync(new RecallQuery { Category = "nothing" }, default)));
        table.Add("suggest", () => TimeAsync(Recalls, () => store.BuilderMemory.SuggestAsync("coding", default)));
        return await table.RunAsync();
    }

    private static async Task<double> TimeAsync<T>(int times, Func<Task<T>> ask)
    {
        long began = Stopwatch.GetTimestamp();
        for (int count = 0; count < times; count++)
        {
            await ask();
        }

        return Stopwatch.GetElapsedTime(began).TotalMilliseconds / times;
    }
}
