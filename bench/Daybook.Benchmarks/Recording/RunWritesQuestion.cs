using System.Diagnostics;
using System.Text;
using Daybook.Benchmarks.Measuring;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Embedded;
using Daybook.Runs;

namespace Daybook.Benchmarks.Recording;

/// <summary>A run from its start to its end, beside two bare replacements of a file of the same bytes; then ten writers at once.</summary>
internal sealed class RunWritesQuestion : IQuestion
{
    private const int Runs = 50;
    private const int Writers = 10;

    public string Name => "run-writes";

    public string Title => "What does it cost to record a run, start and end?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        string path = BenchStore.CreateIn(directory);
        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(new EmbeddedOptions { Directory = path }, default);
        string bare = directory.Next();
        var table = new Table("two bare replacements", "milliseconds per run");
        table.Add("two bare replacements", () => Task.FromResult(Replace(bare)));
        table.Add("create and finish, one writer", () => RecordAsync(store, 1));
        table.Add("create and finish, ten writers", () => RecordAsync(store, Writers));
        return await table.RunAsync();
    }

    private static double Replace(string folder)
    {
        byte[] content = Encoding.UTF8.GetBytes(new string('x', 620));
        var atomic = new AtomicFile(LocalFileSystem.Create(), static () => "bench");
        long began = Stopwatch.GetTimestamp();
        for (int run = 0; run < Runs; run++)
        {
            atomic.Write(Path.Join(folder, $"{run}.yaml"), content);
            atomic.Write(Path.Join(folder, $"{run}.yaml"), content);
        }

        return Stopwatch.GetElapsedTime(began).TotalMilliseconds / Runs;
    }

    private static async Task<double> RecordAsync(EmbeddedStore store, int writers)
    {
        long began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            for (int count = 0; count < Runs; count++)
            {
                RunRecord run = await store.Runs.CreateAsync(
                    new NewRun { ProjectId = "web", TaskId = "task-1", AgentType = "codex", IsSupervised = true, Cwd = "/home/user/web", CommandLine = "codex exec" }, default);
                await store.Runs.FinishAsync(run.RunId, new RunFinish { Status = RunStatus.Completed }, default);
            }
        })));
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds / (Runs * writers);
    }
}
