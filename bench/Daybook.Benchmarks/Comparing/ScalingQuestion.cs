using System.Diagnostics;
using System.Globalization;
using Daybook.Benchmarks.Measuring;
using Daybook.Benchmarks.Tasks;
using Daybook.Embedded;
using Daybook.Memory;
using Daybook.Tasks;

namespace Daybook.Benchmarks.Comparing;

/// <summary>What an operation of the library costs as the history grows ten thousandfold.</summary>
internal sealed class ScalingQuestion : IQuestion
{
    private const int Smallest = 100;
    private const int Largest = 1_000_000;
    private const int Repeats = 40;
    private const int OpenTasks = 100;

    private int taken;

    public string Name => "compare-scaling";

    public string Title => "What does one operation cost in a long history?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        using BenchDirectory outside = BenchDirectory.OutsideOfGit();
        var histories = new List<(int Records, EmbeddedStore Memory, EmbeddedStore Tasks)>();
        for (int records = Smallest; records <= Largest; records *= 10)
        {
            histories.Add((records, await IndexedHistory.WriteAsync(outside.Next(), records), await LongTasks.OpenAsync(await LongTasks.WriteAsync(outside.Next(), OpenTasks, records))));
        }

        var table = new Table("the same with the fewest records", "microseconds");
        AddRows(table, "memory add", histories, (memory, _) => memory.Memory.AddAsync(new MemoryRecord { Type = "note", Title = $"Another {++taken}" }, default));
        AddRows(table, "memory list, the newest 20", histories, static (memory, _) => memory.Memory.ListAsync(new MemoryListing(), default));
        AddRows(table, "search, the best 20", histories, static (memory, _) => IndexedHistory.SearchAsync(memory));
        AddRows(table, "task create and claim", histories, (_, tasks) => ClaimAsync(tasks));
        AddRows(table, "task list, 20", histories, static (_, tasks) => tasks.Tasks.ListAsync(new TaskQuery(), default));
        await table.RunAsync();
        foreach ((_, EmbeddedStore memory, EmbeddedStore tasks) in histories)
        {
            await memory.DisposeAsync();
            await tasks.DisposeAsync();
        }

        return table;
    }

    private async Task ClaimAsync(EmbeddedStore store)
    {
        TaskRecord task = await store.Tasks.CreateAsync(new NewTask { Name = $"Another {++taken}" }, LongTasks.Ann, default);
        await store.Tasks.ClaimAsync(task.Id, new ClaimRequest { Agent = LongTasks.Ann.Agent }, default);
    }

    private static void AddRows(
        Table table, string operation, List<(int Records, EmbeddedStore Memory, EmbeddedStore Tasks)> histories, Func<EmbeddedStore, EmbeddedStore, Task> act)
    {
        foreach ((int records, EmbeddedStore memory, EmbeddedStore tasks) in histories)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{operation}, {records:n0} records");
            Action<string, Func<Task<double>>> add = records == Smallest ? table.AddToCompareWith : table.Add;
            add(name, () => TimeAsync(() => act(memory, tasks)));
        }
    }

    private static async Task<double> TimeAsync(Func<Task> act)
    {
        long began = Stopwatch.GetTimestamp();
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            await act();
        }

        return Stopwatch.GetElapsedTime(began).TotalMicroseconds / Repeats;
    }
}
