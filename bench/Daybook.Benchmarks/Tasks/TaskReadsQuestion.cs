using System.Diagnostics;
using Daybook.Benchmarks.Measuring;
using Daybook.Embedded;
using Daybook.Tasks;

namespace Daybook.Benchmarks.Tasks;

/// <summary>What it costs to look at tasks where there are many, in a process that has them in memory and in a store that was just opened.</summary>
internal sealed class TaskReadsQuestion : IQuestion
{
    public string Name => "task-reads";

    public string Title => $"What does a look at the tasks cost with {LongTasks.ManyOpen:n0} open and {LongTasks.Many:n0} finished?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        string folder = await LongTasks.WriteAsync(directory.Next(), LongTasks.ManyOpen, LongTasks.Many);
        string small = await LongTasks.WriteAsync(directory.Next(), 100, 100);
        EmbeddedStore store = await LongTasks.OpenAsync(folder);
        (string Name, Func<EmbeddedStore, Task> Look)[] looks =
        [
            ("list --limit 20", one => one.Tasks.ListAsync(new TaskQuery { Limit = 20 }, default)),
            ("ready --limit 20", one => one.Tasks.ListReadyAsync(new TaskListing { Limit = 20 }, default)),
            ("show, an open task", one => one.Tasks.GetAsync(LongTasks.IdOf(77, isOpen: true), default)),
            ("show, a finished task", one => one.Tasks.GetAsync(LongTasks.IdOf(77, isOpen: false), default)),
        ];
        var table = new Table("list --limit 20", "milliseconds");
        foreach ((string name, Func<EmbeddedStore, Task> look) in looks)
        {
            table.Add(name, () => TimeAsync(() => look(store)));
        }

        table.Add("open the store and ready --limit 20", () => TimeAsync(() => ReadyAsync(folder)));
        table.Add("the same with 100 open and 100 finished", () => TimeAsync(() => ReadyAsync(small)));
        return await table.RunAsync();
    }

    private static async Task ReadyAsync(string folder)
    {
        await using EmbeddedStore store = await LongTasks.OpenAsync(folder);
        await store.Tasks.ListReadyAsync(new TaskListing { Limit = 20 }, default);
    }

    private static async Task<double> TimeAsync(Func<Task> look)
    {
        long began = Stopwatch.GetTimestamp();
        await look();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}
