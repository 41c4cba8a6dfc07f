using System.Diagnostics;
using System.Globalization;
using Daybook.Benchmarks.Measuring;
using Daybook.Embedded;
using Daybook.Runs;

namespace Daybook.Benchmarks.Recording;

/// <summary>Reads among a hundred thousand runs: a hundred projects of ten tasks of a hundred runs each.</summary>
internal sealed class ManyRunsQuestion : IQuestion
{
    private const int Projects = 100;
    private const int Tasks = 10;
    private const int RunsOfTask = 100;

    public string Name => "many-runs";

    public string Title => "What does it cost to look among 100,000 runs?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        string path = BenchStore.CreateIn(directory);
        string last = Plant(path);
        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(new EmbeddedOptions { Directory = path }, default);

        // The names are relied on once the folders have stood still for longer than a step of the disk's clock.
        await store.Runs.ListAsync(new RunQuery(), default);
        await Task.Delay(TimeSpan.FromSeconds(4));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        await store.Runs.ListAsync(new RunQuery(), default);
        long bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        await Console.Error.WriteLineAsync($"{(double)bytes / (Projects * Tasks * RunsOfTask):0} bytes kept for each run");

        var table = new Table("list, 20 newest", "milliseconds");
        table.Add("list, 20 newest", () => TimeAsync(() => store.Runs.ListAsync(new RunQuery { Limit = 20 }, default)));
        table.Add("list, 20 newest, store just opened", () => TimeAsync(async () =>
        {
            await using EmbeddedStore fresh = await EmbeddedStore.OpenAsync(new EmbeddedOptions { Directory = path }, default);
            return await fresh.Runs.ListAsync(new RunQuery { Limit = 20 }, default);
        }));
        table.Add("show, by id", () => TimeAsync(() => store.Runs.GetAsync(last, default)));
        table.Add("show, by the beginning of an id", () => TimeAsync(() => store.Runs.GetAsync(last[..^2], default)));
        table.Add("tree of one project of 1,000 runs", () => TimeAsync(() => store.Runs.GetTreeAsync("project-7", new ProblemList(), default)));
        return await table.RunAsync();
    }

    private static async Task<double> TimeAsync<T>(Func<Task<T>> work)
    {
        long began = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static string Plant(string store)
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        string id = "";
        for (int run = 0; run < Projects * Tasks * RunsOfTask; run++)
        {
            DateTimeOffset at = start.AddSeconds(run * 37L);
            id = RunId.Create(at, 1000 + (run % 9000), run % 10);
            string folder = Path.Join(store, "runs", $"project-{run % Projects}", $"task-{run / Projects % Tasks}", "runs", id);
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Join(folder, "run-info.yaml"), string.Create(
                CultureInfo.InvariantCulture,
                $"run_id: \"{id}\"\nproject_id: project-{run % Projects}\ntask_id: task-{run / Projects % Tasks}\nagent_type: codex\npid: 900\npgid: 900\nstart_time: {at:yyyy-MM-ddTHH:mm:ss.fffffff}Z\nend_time: {at.AddSeconds(30):yyyy-MM-ddTHH:mm:ss.fffffff}Z\nexit_code: 0\nstatus: completed\n"));
        }

        return id;
    }
}
