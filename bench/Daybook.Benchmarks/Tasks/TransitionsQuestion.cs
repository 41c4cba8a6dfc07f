using System.Diagnostics;
using Daybook.Benchmarks.Measuring;
using Daybook.Durability.FileSystem;
using Daybook.Embedded;
using Daybook.Tasks;

namespace Daybook.Benchmarks.Tasks;

/// <summary>What a durable transition costs, alone and beside others, with few and many tasks, beside a plain loop of write and fdatasync.</summary>
internal sealed class TransitionsQuestion : IQuestion
{
    private const int Rounds = 250;
    private const int Claimers = 16;

    /// <summary>As long as an event is on average.</summary>
    private readonly byte[] line = [.. Enumerable.Repeat((byte)'x', 400), (byte)'\n'];
    private readonly IFileSystem fileSystem = LocalFileSystem.Create();

    public string Name => "task-transitions";

    public string Title => "What does a durable transition of a task cost (create, start, note, complete in turn)?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        // A round of the claimers is over in a tenth of a second: only after some twenty does the compiler no longer work beside them.
        var table = new Table("the plain loop", "microseconds per transition", warmUpRounds: 20);
        table.Add("plain loop: write + fdatasync of 400 bytes", () => Task.FromResult(PlainLoop(directory.Next())));
        foreach ((int open, int finished) in new[] { (100, 100), (100, LongTasks.Many), (LongTasks.ManyOpen, 100) })
        {
            string folder = await LongTasks.WriteAsync(directory.Next(), open, finished);
            table.Add($"one writer, {open:n0} open and {finished:n0} finished tasks", () => InOpenStoreAsync(folder, OneAsync));
            if (finished == LongTasks.Many)
            {
                table.Add($"{Claimers} claimers in one process: claim, complete", () => InOpenStoreAsync(folder, ClaimersAsync));
            }
        }

        return await table.RunAsync();
    }

    /// <summary>The store is closed after each measurement, so that the views it has yet to write fall on none of the others.</summary>
    private static async Task<double> InOpenStoreAsync(string folder, Func<EmbeddedStore, Task<double>> measure)
    {
        await using EmbeddedStore store = await LongTasks.OpenAsync(folder);
        await store.Tasks.CreateAsync(new NewTask { Name = "Warm the store" }, LongTasks.Ann, default);
        return await measure(store);
    }

    private double PlainLoop(string folder)
    {
        using IFile file = fileSystem.Open(Path.Combine(folder, "plain"), OpenMode.Append);
        file.WriteFully(line, 0);
        file.Flush();
        long began = Stopwatch.GetTimestamp();
        for (int append = 0; append < Rounds * 4; append++)
        {
            file.WriteFully(line, 0);
            file.Flush();
        }

        return Stopwatch.GetElapsedTime(began).TotalMicroseconds / (Rounds * 4);
    }

    private static async Task<double> OneAsync(EmbeddedStore store)
    {
        long began = Stopwatch.GetTimestamp();
        for (int round = 0; round < Rounds; round++)
        {
            string id = (await store.Tasks.CreateAsync(new NewTask { Name = "Mend the pool" }, LongTasks.Ann, default)).Id;
            await store.Tasks.ChangeAsync(id, new TaskChange.Start(), LongTasks.Ann, default);
            await store.Tasks.ChangeAsync(id, new TaskChange.Note(new TaskContext { Decisions = ["one connection a request"] }), LongTasks.Ann, default);
            await store.Tasks.ChangeAsync(id, new TaskChange.Complete(null), LongTasks.Ann, default);
        }

        return Stopwatch.GetElapsedTime(began).TotalMicroseconds / (Rounds * 4);
    }

    private static async Task<double> ClaimersAsync(EmbeddedStore store)
    {
        for (int number = 0; number < Claimers * Rounds / 4; number++)
        {
            await store.Tasks.CreateAsync(new NewTask { Name = "Mend the pool", Priority = 0 }, LongTasks.Ann, default);
        }

        long began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Claimers).Select(claimer => Task.Run(async () =>
        {
            string agent = $"agent-{claimer}";
            for (int round = 0; round < Rounds / 4; round++)
            {
                var request = new ClaimRequest { Agent = agent, SessionId = agent };
                var claimed = (ClaimResult.Claimed)await store.Tasks.ClaimNextAsync(request, default);
                var actor = new TaskActor { Agent = agent, SessionId = agent, Token = claimed.Token };
                await store.Tasks.ChangeAsync(claimed.Task.Id, new TaskChange.Complete(null), actor, default);
            }
        })));
        return Stopwatch.GetElapsedTime(began).TotalMicroseconds / (Claimers * Rounds / 4 * 2);
    }
}
