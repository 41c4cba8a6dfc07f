using System.Diagnostics;
using Daybook.Benchmarks.Measuring;

namespace Daybook.Benchmarks.Serving;

/// <summary>From the start of a server's process to its list of tools: what a user waits for with every session.</summary>
internal sealed class McpStartQuestion : IQuestion
{
    public string Name => "mcp-start";

    public string Title => "How long until a server has told its tools?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        string[] peer = await MemoryServer.InstallAsync(directory);
        string store = BenchStore.CreateIn(directory);
        string file = directory.Next();
        string portable = await Published.AsPortableAsync(directory);
        string compiled = await Published.AsReadyToRunAsync(directory);
        string installed = await Published.AsInstalledAsync(directory);
        var table = new Table("the official memory server", "milliseconds");
        table.Add("the official memory server", () => TimeAsync(peer, MemoryServer.FileIn(file)));
        table.Add("daybook mcp, compiled at run time", () => TimeAsync([portable, "mcp"], ("DAYBOOK_STORE", store)));
        table.Add("daybook mcp, ReadyToRun", () => TimeAsync([compiled, "mcp"], ("DAYBOOK_STORE", store)));
        table.Add("daybook mcp, native, as installed", () => TimeAsync([installed, "mcp"], ("DAYBOOK_STORE", store)));
        return await table.RunAsync();
    }

    private static async Task<double> TimeAsync(string[] command, (string Name, string Value) variable)
    {
        long began = Stopwatch.GetTimestamp();
        using ServerRun server = ServerRun.Start(command, variable);
        await server.BeginAsync();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}
