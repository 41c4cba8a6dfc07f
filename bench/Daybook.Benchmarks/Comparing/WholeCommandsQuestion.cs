using Daybook.Benchmarks.Measuring;
using Daybook.Benchmarks.Serving;
using Daybook.Benchmarks.Tasks;

namespace Daybook.Benchmarks.Comparing;

/// <summary>One command as a whole process in a store that holds so many items already, beside those that people use.</summary>
internal sealed class WholeCommandsQuestion(Peers peers, string program, int items) : IQuestion
{
    private int taken;

    public string Name => $"compare-commands-{items}";

    public string Title => $"What does one command cost as a whole process, with {items:n0} items there?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        using BenchDirectory outside = BenchDirectory.OutsideOfGit();
        string store = await LongTasks.WriteAsync(outside.Next(), items, 0);
        await ImportAsync(store);
        var table = new Table("daybook memory add", "milliseconds", rounds: 3, warmUpRounds: 1);
        table.Add("daybook memory add", () => ChildRun.TimeAsync(program, "memory", "add", "--type", "note", "--title", Next(), "--quiet", "--store", store));
        table.Add("daybook memory list --limit 20", () => ChildRun.TimeAsync(program, "memory", "list", "--limit", "20", "--store", store));
        table.Add("daybook task create", () => ChildRun.TimeAsync(program, "task", "create", Next(), "--store", store));
        table.Add("daybook task list --limit 20", () => ChildRun.TimeAsync(program, "task", "list", "--limit", "20", "--store", store));
        table.Add("daybook mcp: start, add one, end", () => ServeAsync([program, "mcp"], ("DAYBOOK_STORE", store), "memory_add", $$"""{"type":"note","title":"{{Next()}}"}"""));
        await AddMemoryServerAsync(table, outside.Next());
        await AddTrackerAsync(table, outside, PeerTracker.Backlog(peers.Backlog));
        await AddTrackerAsync(table, outside, PeerTracker.Taskwarrior);
        return await table.RunAsync();
    }

    private string Next() => $"Another {++taken}";

    private async Task ImportAsync(string store)
    {
        string file = Path.Join(store, "..", "records.jsonl");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, items).Select(static number => $$"""{"type":"note","title":"Mend the connection pool of service {{number}}"}"""));
        await ChildRun.OutputOfAsync("sh", "-c", "\"$1\" memory add --from-json - --quiet --store \"$2\" < \"$3\"", "sh", program, store, file);
    }

    private async Task AddMemoryServerAsync(Table table, string folder)
    {
        (string Name, string Value) file = MemoryServer.FileIn(folder);
        await File.WriteAllLinesAsync(file.Value, Enumerable.Range(0, items).Select(static number =>
            $$"""{"type":"entity","name":"service {{number}}","entityType":"note","observations":["Mend the connection pool"]}"""));
        table.Add("MCP memory server: start, add one, end", () => ServeAsync(
            peers.MemoryServer, file, "create_entities", $$"""{"entities":[{"name":"{{Next()}}","entityType":"note","observations":["Find out which lock"]}]}"""));
    }

    private async Task AddTrackerAsync(Table table, BenchDirectory directory, PeerTracker tracker)
    {
        if (tracker.IsInstalled)
        {
            string folder = directory.Next();
            await tracker.FillAsync(folder, items);
            table.Add($"{tracker.Name}: create", () => tracker.AddAsync(folder));
            table.Add($"{tracker.Name}: list", () => tracker.ListAsync(folder));
        }
    }

    private static async Task<double> ServeAsync(string[] command, (string Name, string Value) variable, string tool, string arguments)
    {
        long began = System.Diagnostics.Stopwatch.GetTimestamp();
        using (var server = ServerRun.Start(command, variable))
        {
            await server.BeginAsync();
            await server.CallAsync(tool, arguments);
        }

        return System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}
