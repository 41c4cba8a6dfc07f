using System.Diagnostics;
using Daybook.Benchmarks.Measuring;
using Daybook.Embedded;
using Daybook.Memory;

namespace Daybook.Benchmarks.Appending;

/// <summary>Whether an add costs more where a million records stand already.</summary>
internal sealed class LongLogQuestion(bool byCommand) : IQuestion
{
    private const int Adds = 500;
    private int taken;

    public string Name => byCommand ? "add-to-a-long-log-by-command" : "add-to-a-long-log";

    public string Title => $"What does one add cost on a log of {LongLog.Records:n0} records, 1,000 of them from the last day?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        string empty = directory.Next();
        string full = directory.Next();
        LongLog.Write(full);
        await using EmbeddedStore onEmpty = await OpenAsync(empty);
        await using EmbeddedStore onFull = await OpenAsync(full);
        var table = new Table("the same on an empty log", "microseconds per add");
        if (byCommand)
        {
            string program = await Published.AsInstalledAsync(directory);
            table.Add("daybook memory add as a whole process, empty log", () => AddByCommandAsync(program, empty));
            table.Add("daybook memory add as a whole process, a million records", () => AddByCommandAsync(program, full));
        }
        else
        {
            table.Add("AddAsync, empty log", () => AddAsync(onEmpty));
            table.Add("AddAsync, a million records", () => AddAsync(onFull));
        }

        return await table.RunAsync();
    }

    private static Task<EmbeddedStore> OpenAsync(string folder) => EmbeddedStore.OpenAsync(new EmbeddedOptions { MemoryDirectory = folder }, default);

    private async Task<double> AddAsync(EmbeddedStore store)
    {
        long began = Stopwatch.GetTimestamp();
        for (int number = 0; number < Adds; number++)
        {
            await store.Memory.AddAsync(new MemoryRecord { Type = "incident", Repo = "acme/web", Fingerprint = $"new-{++taken}" }, default);
        }

        return Stopwatch.GetElapsedTime(began).TotalMicroseconds / Adds;
    }

    private async Task<double> AddByCommandAsync(string program, string folder)
    {
        const int Processes = 5;
        double milliseconds = 0;
        for (int number = 0; number < Processes; number++)
        {
            milliseconds += await ChildRun.TimeAsync(
                "env", $"MEMORY_STATE_DIR={folder}", program, "memory", "add", "--type", "incident", "--fingerprint", $"new-{++taken}");
        }

        return milliseconds * 1000 / Processes;
    }
}
