using System.Diagnostics;
using Daybook.Benchmarks.Comparing;
using Daybook.Benchmarks.Measuring;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Durability.Logs;
using Daybook.Embedded;
using Daybook.Memory;

namespace Daybook.Benchmarks.Appending;

/// <summary>What a durable append costs one, 64 and 1,000 concurrent writers of one process, beside a plain loop of write and fdatasync, SQLite and the founding protocol.</summary>
internal sealed class WritersQuestion : IQuestion
{
    private const int LoneAppends = 2_000;
    private const int SharedAppends = 64_000;
    private const int PeerAppends = 2_000;

    private readonly IFileSystem fileSystem = LocalFileSystem.Create();
    private byte[] line = [];

    public string Name => "append-writers";

    public string Title => "What does a durable append cost 1, 64 and 1,000 concurrent writers of one process?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        line = await LineOfOneAddAsync(directory.Next());
        var table = new Table("the plain loop", "microseconds per append");
        table.Add("plain loop: write + fdatasync of the same bytes", () => Task.FromResult(PlainLoop(directory.Next())));
        foreach (int writers in new[] { 1, 64, 1000 })
        {
            table.Add($"SQLite, WAL and synchronous=FULL, from Python, {writers} writers", () => PythonStores.TimeAsync(PythonStores.Sqlite, directory.Next(), writers, PeerAppends));
            table.Add($"the founding protocol in Python, {writers} writers", () => PythonStores.TimeAsync(PythonStores.Founding, directory.Next(), writers, PeerAppends));
            table.Add($"the log, {writers} writers", () => LogAsync(directory.Next(), writers));
            table.Add($"AddAsync, {writers} writers", () => MemoryAsync(directory.Next(), writers));
        }

        return await table.RunAsync();
    }

    private static MemoryRecord Record(int number) => new()
    {
        Type = "incident",
        Repo = "acme/web",
        Source = "observability",
        Severity = "error",
        Fingerprint = $"pool-exhausted-{number}",
        Title = "Pool exhausted",
        Summary = "All connections were taken by requests that wait for a lock",
        Paths = ["src/db/pool.cs", "src/db/lock.cs"],
    };

    private static async Task<byte[]> LineOfOneAddAsync(string folder)
    {
        await using EmbeddedStore store = await OpenAsync(folder);
        await store.Memory.AddAsync(Record(0), CancellationToken.None);
        return await File.ReadAllBytesAsync(Path.Combine(folder, "memory.jsonl"));
    }

    private static Task<EmbeddedStore> OpenAsync(string folder) =>
        EmbeddedStore.OpenAsync(new EmbeddedOptions { MemoryDirectory = folder }, CancellationToken.None);

    private double PlainLoop(string folder)
    {
        using IFile file = fileSystem.Open(Path.Combine(folder, "plain"), OpenMode.Append);
        file.WriteFully(line, 0);
        file.Flush();
        long began = Stopwatch.GetTimestamp();
        for (int append = 0; append < LoneAppends; append++)
        {
            file.WriteFully(line, 0);
            file.Flush();
        }

        return Stopwatch.GetElapsedTime(began).TotalMicroseconds / LoneAppends;
    }

    private async Task<double> LogAsync(string folder, int writers)
    {
        using var metrics = new DurabilityMetrics();
        var options = new AppendLogOptions { Path = Path.Combine(folder, "log"), WatermarkPath = Path.Combine(folder, "watermark"), Root = folder };
        await using AppendLog log = AppendLog.Open(options, fileSystem, new SystemMonotonicClock(), TimeProvider.System, metrics);
        ReadOnlyMemory<byte> record = line.AsMemory(0, line.Length - 1);
        return await TimeAsync(writers, _ => log.AppendAsync(record, CancellationToken.None));
    }

    private static async Task<double> MemoryAsync(string folder, int writers)
    {
        await using EmbeddedStore store = await OpenAsync(folder);
        int number = 0;
        return await TimeAsync(writers, _ => store.Memory.AddAsync(Record(Interlocked.Increment(ref number)), CancellationToken.None));
    }

    private static async Task<double> TimeAsync(int writers, Func<int, Task> append)
    {
        await append(0);
        int each = writers == 1 ? LoneAppends : SharedAppends / writers;
        long began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (int count = 0; count < each; count++)
            {
                await append(writer);
            }
        })));
        return Stopwatch.GetElapsedTime(began).TotalMicroseconds / (each * writers);
    }
}
