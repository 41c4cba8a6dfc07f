using System.Diagnostics;
using System.Globalization;
using Daybook.Benchmarks.Measuring;
using Daybook.Embedded;
using Daybook.Operations;

namespace Daybook.Benchmarks.Operations;

/// <summary>Looks among ten thousand operations, all closed but for a hundred.</summary>
internal sealed class ManyOperationsQuestion : IQuestion
{
    private const int Operations = 10_000;
    private const int OneOpenIn = 100;

    public string Name => "many-operations";

    public string Title => "What does it cost to look among 10,000 operations?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        using var outside = BenchDirectory.OutsideOfGit();
        string path = BenchStore.CreateIn(outside);
        string last = Plant(path);
        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(new EmbeddedOptions { Directory = path }, default);
        var table = new Table("list, 20 newest", "milliseconds");
        table.Add("list, 20 newest", () => TimeAsync(() => store.Operations.ListAsync(new OperationQuery { Limit = 20 }, default)));
        table.Add("list, 20 open ones", () => TimeAsync(() => store.Operations.ListAsync(new OperationQuery { Status = OperationStatus.Open }, default)));
        table.Add("list, 20 of a profile that has none", () => TimeAsync(() => store.Operations.ListAsync(new OperationQuery { ProfileId = "nobody" }, default)));
        table.Add("show, by id", () => TimeAsync(() => store.Operations.GetAsync(last, default)));
        table.Add("show, by the beginning of an id", () => TimeAsync(() => store.Operations.GetAsync(last[..^2], default)));
        table.Add("counts for status", () => TimeAsync(() => store.Operations.GetStatusAsync(default)));
        table.Add("doctor ops", () => TimeAsync(() => store.OperationDoctor.ExamineAsync(TimeSpan.Zero, default)));
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
        string folder = Path.Join(store, "operations");
        var ids = new RandomIdSource();
        Directory.CreateDirectory(folder);
        string id = "";
        for (int number = 0; number < Operations; number++)
        {
            DateTimeOffset at = start.AddSeconds(number * 37L);
            id = Ulid.Create(at, ids.NewId());
            string started = string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"event":"started","invocation_id":"{{id}}","profile_id":"pedro","action":"generate","request_text":"Fix the pool leak","actor":"codex","mode_of_work":"task_execution","governance_context_hash":"","governance_context_available":false,"started_at":"{{at:yyyy-MM-ddTHH:mm:ss.fffffff}}Z"}""");
            string completed = string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"event":"completed","invocation_id":"{{id}}","completed_at":"{{at.AddSeconds(30):yyyy-MM-ddTHH:mm:ss.fffffff}}Z","outcome":"done","closed_by":"agent"}""");
            File.WriteAllText(Path.Join(folder, id + ".jsonl"), number % OneOpenIn == 0 ? started + "\n" : $"{started}\n{completed}\n");
        }

        return id;
    }
}
