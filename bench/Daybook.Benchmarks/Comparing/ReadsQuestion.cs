using Daybook.Benchmarks.Measuring;

namespace Daybook.Benchmarks.Comparing;

/// <summary>What the log answers beside programs that read it line by line: they count what matches, and have no order, no limit and no stems.</summary>
internal sealed class ReadsQuestion(string program) : IQuestion
{
    private const int Records = 100_000;

    private const string PythonCount =
        """
        import json, sys
        print(sum(1 for line in open(sys.argv[1]) if any(path.startswith("src/area-7/") for path in json.loads(line).get("paths") or [])))
        """;

    public string Name => "compare-reads";

    public string Title => $"What does a question to {Records:n0} records cost as a whole process?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        using BenchDirectory outside = BenchDirectory.OutsideOfGit();
        string folder = outside.Next();
        await (await IndexedHistory.WriteAsync(folder, Records)).DisposeAsync();
        string log = Path.Join(folder, "memory.jsonl");
        string place = $"MEMORY_STATE_DIR={folder}";
        var table = new Table("daybook search", "milliseconds");
        table.Add("daybook search: the best 10 of two words", () => ChildRun.TimeAsync("env", place, program, "search", "connection", "timeout"));
        table.Add("ripgrep: count the lines of two words", () => ChildRun.TimeAsync("sh", "-c", "rg -i 'connection' \"$1\" | rg -ic 'timeout'", "sh", log));
        table.Add("daybook memory list --limit 20", () => ChildRun.TimeAsync("env", place, program, "memory", "list", "--limit", "20"));
        table.Add("tail -n 20", () => ChildRun.TimeAsync("tail", "-n", "20", log));
        table.Add("daybook memory query: the 3 newest about a path", () => ChildRun.TimeAsync("env", place, program, "memory", "query", "--path", "src/area-7/", "--limit", "3"));
        table.Add("ripgrep: lines with a path", () => ChildRun.TimeAsync("sh", "-c", "rg -c '\"src/area-7/' \"$1\" || true", "sh", log));
        table.Add("jq: records with a path", () => ChildRun.TimeAsync("jq", "-c", "select((.paths // []) | any(startswith(\"src/area-7/\"))) | .id", log));
        table.Add("Python: records with a path", () => ChildRun.TimeAsync("python3", "-c", PythonCount, log));
        return await table.RunAsync();
    }
}
