using System.Diagnostics;
using System.Text;
using Daybook.Benchmarks.Measuring;
using Daybook.Embedded;
using Daybook.Memory;

namespace Daybook.Benchmarks.Serving;

/// <summary>One more record in a store of ten thousand, by a tool: beside the library's own call, which is a flush, and the official memory server.</summary>
internal sealed class McpCallsQuestion : IQuestion
{
    private const int Records = 10_000;
    private const int Calls = 20;
    private int taken;

    public string Name => "mcp-calls";

    public string Title => "What does it cost to add a record to 10,000 by a tool?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        string[] peer = await MemoryServer.InstallAsync(directory);
        string file = directory.Next();
        await File.WriteAllTextAsync(Path.Join(file, "memory.jsonl"), Entities());
        string path = BenchStore.CreateIn(directory);
        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(new EmbeddedOptions { Directory = path }, default);
        await Task.WhenAll(Enumerable.Range(0, Records).Select(number => store.Memory.AddAsync(Record($"filled {number}"), default)));
        using ServerRun official = ServerRun.Start(peer, MemoryServer.FileIn(file));
        using ServerRun ours = ServerRun.Start([await Published.AsInstalledAsync(directory), "mcp"], ("DAYBOOK_STORE", path));
        await official.BeginAsync();
        await ours.BeginAsync();
        var table = new Table("the official memory server, create_entities", "milliseconds per call");
        table.Add("the official memory server, create_entities", () => PerCallAsync(number => official.CallAsync(
            "create_entities", "{\"entities\":[{\"name\":\"added " + number + "\",\"entityType\":\"note\",\"observations\":[\"The pool leaks\"]}]}")));
        table.Add("the library, AddAsync", () => PerCallAsync(number => store.Memory.AddAsync(Record($"added {number}"), default)));
        table.Add("daybook mcp, memory_add", () => PerCallAsync(number => ours.CallAsync("memory_add", "{\"type\":\"note\",\"title\":\"added " + number + "\",\"summary\":\"The pool leaks\"}")));
        table.Add("daybook mcp, memory_query", () => PerCallAsync(_ => ours.CallAsync("memory_query", "{\"text\":\"filled 77\"}")));
        return await table.RunAsync();
    }

    private static MemoryRecord Record(string title) => new() { Type = "note", Title = title, Summary = "The pool leaks" };

    private static string Entities()
    {
        var text = new StringBuilder();
        for (int number = 0; number < Records; number++)
        {
            text.Append("{\"type\":\"entity\",\"name\":\"filled ").Append(number).Append("\",\"entityType\":\"note\",\"observations\":[\"The pool leaks\"]}\n");
        }

        return text.ToString();
    }

    private async Task<double> PerCallAsync(Func<int, Task> call)
    {
        long began = Stopwatch.GetTimestamp();
        for (int count = 0; count < Calls; count++)
        {
            await call(++taken);
        }

        return Stopwatch.GetElapsedTime(began).TotalMilliseconds / Calls;
    }
}
