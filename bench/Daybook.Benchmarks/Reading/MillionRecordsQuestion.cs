using System.Diagnostics;
using Daybook.Benchmarks.Measuring;
using Daybook.Embedded;
using Daybook.Memory;

namespace Daybook.Benchmarks.Reading;

/// <summary>What it costs to read a million records and to query them, beside the founding reader and the usual tools.</summary>
internal sealed class MillionRecordsQuestion : IQuestion
{
    // The founding reader, written as a stream: skip what does not parse, filter by repository and directory.
    private const string FoundingReader =
        """
        import json, sys
        def read(path):
            with open(path, "r", encoding="utf-8") as f:
                for line in f:
                    line = line.strip()
                    if line:
                        try:
                            yield json.loads(line)
                        except json.JSONDecodeError:
                            continue
        found = 0
        for record in read(sys.argv[1]):
            if len(sys.argv) < 3 or (record.get("repo") == sys.argv[2] and any(p.startswith(sys.argv[3] + "/") for p in record.get("paths", []))):
                found += 1
        print(found)
        """;

    public string Name => "million-records";

    public string Title => $"What does it cost to read {LongLog.Records:n0} records, and to query them by repository and path?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        string folder = directory.Next();
        LongLog.Write(folder);
        string log = Path.Combine(folder, "memory.jsonl");
        var table = new Table("the founding reader", "milliseconds for all", rounds: 3);
        table.Add("the founding reader as a stream in Python: read", () => ChildRun.TimeAsync("/usr/bin/python3", "-c", FoundingReader, log));
        table.Add("the founding reader as a stream in Python: query", () => ChildRun.TimeAsync("/usr/bin/python3", "-c", FoundingReader, log, LongLog.Repo, LongLog.Path));
        table.Add("jq: query", () => ChildRun.TimeAsync("jq", "-c", $"select(.repo == \"{LongLog.Repo}\" and any(.paths[]; startswith(\"{LongLog.Path}/\"))) | .id", log));
        table.Add("rg: the path as a literal", () => ChildRun.TimeAsync("rg", "-c", "-F", LongLog.Path + "/", log));
        table.Add("ReadAsync", () => TimeAsync(folder, async store => await store.Memory.ReadAsync(new ProblemList(), default).CountAsync()));
        table.Add("QueryAsync", () => TimeAsync(folder, QueryAsync));
        return await table.RunAsync();
    }

    /// <summary>The same query in a process of its own, which then tells the most memory it ever held.</summary>
    internal static async Task RunChildAsync(string subject, string folder)
    {
        await TimeAsync(folder, subject == "read" ? async store => await store.Memory.ReadAsync(new ProblemList(), default).CountAsync() : QueryAsync);
        Console.WriteLine((await File.ReadAllLinesAsync("/proc/self/status")).First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)));
    }

    private static async Task<int> QueryAsync(EmbeddedStore store) =>
        (await store.Memory.QueryAsync(new MemoryQuery { Repo = LongLog.Repo, Paths = [LongLog.Path] }, default)).Items.Count;

    private static async Task<double> TimeAsync(string folder, Func<EmbeddedStore, Task<int>> read)
    {
        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(new EmbeddedOptions { MemoryDirectory = folder }, default);
        long began = Stopwatch.GetTimestamp();
        int found = await read(store);
        double elapsed = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return found > 0 ? elapsed : throw new InvalidOperationException("nothing was found");
    }
}
