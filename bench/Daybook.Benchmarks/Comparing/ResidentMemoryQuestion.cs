using System.Globalization;
using Daybook.Benchmarks.Measuring;
using Daybook.Benchmarks.Tasks;

namespace Daybook.Benchmarks.Comparing;

/// <summary>The most memory that one command has had resident, as the kernel counts it for a child that has ended.</summary>
internal sealed class ResidentMemoryQuestion(Peers peers, string program) : IQuestion
{
    private const int Items = 5_000;

    private const string Peak =
        """
        import resource, subprocess, sys
        subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
        """;

    public string Name => "compare-resident";

    public string Title => $"How much memory does one command have resident at most, with {Items:n0} items there?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        using BenchDirectory outside = BenchDirectory.OutsideOfGit();
        string store = await LongTasks.WriteAsync(outside.Next(), Items, 0);
        var table = new Table("daybook task list", "MiB", rounds: 3, warmUpRounds: 1);
        table.Add("daybook task list --limit 20", () => PeakAsync(program, "task", "list", "--limit", "20", "--store", store));
        table.Add("daybook memory add", () => PeakAsync(program, "memory", "add", "--type", "note", "--title", "Another", "--store", store));
        table.Add("daybook mcp, until its input ends", () => PeakAsync("env", $"DAYBOOK_STORE={store}", program, "mcp"));
        string file = outside.Next();
        table.Add("MCP memory server, until its input ends", () => PeakAsync("env", [$"MEMORY_FILE_PATH={file}/memory.jsonl", .. peers.MemoryServer]));
        foreach (PeerTracker tracker in new[] { PeerTracker.Backlog(peers.Backlog), PeerTracker.Taskwarrior }.Where(static tracker => tracker.IsInstalled))
        {
            string folder = outside.Next();
            await tracker.FillAsync(folder, Items);
            table.Add($"{tracker.Name}: list", () => PeakAsync("env", ["-C", folder, tracker.Program, .. tracker.List(folder)]));
        }

        table.Add("python3 -c pass", () => PeakAsync("python3", "-c", "pass"));
        return await table.RunAsync();
    }

    private static async Task<double> PeakAsync(string command, params string[] words) =>
        double.Parse(await ChildRun.OutputOfAsync("python3", ["-c", Peak, command, .. words]), CultureInfo.InvariantCulture);
}
