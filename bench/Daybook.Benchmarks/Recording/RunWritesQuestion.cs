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

    private static readonly byte[] Content = Encoding.UTF8.GetBytes(new string('x', 620));

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
        table.Add("a folder for each, filled, renamed and written again, with the same flushes; nothing else, ten threads", () => Task.FromResult(MakeFolders(directory.Next())));
        return await table.RunAsync();
    }

    private static double Replace(string folder)
    {
        var atomic = new AtomicFile(LocalFileSystem.Create(), static () => "bench");
        long began = Stopwatch.GetTimestamp();
        for (int run = 0; run < Runs; run++)
        {
            atomic.Write(Path.Join(folder, $"{run}.yaml"), Content);
            atomic.Write(Path.Join(folder, $"{run}.yaml"), Content);
        }

        return Stopwatch.GetElapsedTime(began).TotalMilliseconds / Runs;
    }

    /// <summary>What a folder for each run costs on this disk, whoever makes it.</summary>
    private static double MakeFolders(string parent)
    {
        IFileSystem disk = LocalFileSystem.Create();
        var atomic = new AtomicFile(disk, static () => "bench");
        long began = Stopwatch.GetTimestamp();
        Thread[] threads = [.. Enumerable.Range(0, Writers).Select(writer => new Thread(() =>
        {
            for (int run = 0; run < Runs; run++)
            {
                string folder = Path.Join(parent, $"{writer}-{run}");
                string temp = folder + ".tmp";
                disk.CreateDirectory(temp);
                using (IFile file = disk.Open(Path.Join(temp, "run.yaml"), OpenMode.CreateNew))
                {
                    file.WriteFully(Content, 0);
                    file.Flush();
                }

                disk.SyncDirectory(temp);
                disk.Rename(temp, folder);
                disk.SyncDirectory(parent);
                atomic.Write(Path.Join(folder, "run.yaml"), Content);
            }
        }))];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds / (Runs * Writers);
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
