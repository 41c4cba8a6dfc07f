using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Durability.Logs;
using Daybook.Embedded;
using Daybook.Memory;

namespace Daybook.Benchmarks.Appending;

/// <summary>One warm process of <see cref="ProcessesQuestion"/>: opens, warms up, says that it is ready, waits for the word, appends.</summary>
internal static class AppendingChild
{
    internal const string Log = "log";
    internal const string Memory = "memory";

    /// <summary>Enough for the compiler to be done: a process that serves agents has been up for longer.</summary>
    private const int WarmUp = 2_000;

    private const int LineBytes = 300;

    internal static async Task RunAsync(string subject, string folder, int appends)
    {
        using var metrics = new DurabilityMetrics();
        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(new EmbeddedOptions { MemoryDirectory = folder }, CancellationToken.None);
        var options = new AppendLogOptions { Path = Path.Combine(folder, "log"), WatermarkPath = Path.Combine(folder, "watermark"), Root = folder };
        await using AppendLog log = AppendLog.Open(options, LocalFileSystem.Create(), new SystemMonotonicClock(), TimeProvider.System, metrics);
        byte[] line = new byte[LineBytes];
        line.AsSpan().Fill((byte)'x');
        Func<string, int, Task> append = subject == Log
            ? (_, _) => log.AppendAsync(line, CancellationToken.None)
            : (word, number) => store.Memory.AddAsync(Record(word, number), CancellationToken.None);

        await RepeatAsync(append, "warm", WarmUp);
        Console.WriteLine("ready");
        Console.ReadLine();
        await RepeatAsync(append, "timed", appends);
        Console.WriteLine("done");
    }

    private static async Task RepeatAsync(Func<string, int, Task> append, string word, int count)
    {
        for (int number = 0; number < count; number++)
        {
            await append(word, number);
        }
    }

    private static MemoryRecord Record(string word, int number) => new()
    {
        Type = "incident",
        Repo = "acme/web",
        Fingerprint = $"{word}-{Environment.ProcessId}-{number}",
        Title = "Pool exhausted",
        Summary = "All connections were taken by requests that wait for a lock",
    };
}
