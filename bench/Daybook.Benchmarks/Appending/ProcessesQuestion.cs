using System.Diagnostics;
using Daybook.Benchmarks.Measuring;

namespace Daybook.Benchmarks.Appending;

/// <summary>What 10 warm processes with 100 adds each cost on one file, beside the founding protocol in Python run the same way.</summary>
internal sealed class ProcessesQuestion : IQuestion
{
    private const int Processes = 10;
    private const int Adds = 100;

    // The founding plan's append_record: open, flock, write, flush, fsync, unlock; warmed and started as ours are.
    private const string FoundingProtocol =
        """
        import fcntl, json, os, sys
        def append_record(path, record):
            with open(path, "a") as f:
                fcntl.flock(f, fcntl.LOCK_EX)
                f.write(json.dumps(record, default=str) + "\n")
                f.flush()
                os.fsync(f.fileno())
                fcntl.flock(f, fcntl.LOCK_UN)
        def add(word, count):
            for number in range(count):
                append_record(sys.argv[1] + "/memory.jsonl", {"type": "incident", "repo": "acme/web",
                    "fingerprint": "%s-%d-%d" % (word, os.getpid(), number), "title": "Pool exhausted",
                    "summary": "All connections were taken by requests that wait for a lock"})
        add("warm", 500)
        print("ready", flush=True)
        sys.stdin.readline()
        add("timed", int(sys.argv[2]))
        print("done", flush=True)
        """;

    public string Name => "append-processes";

    public string Title => "What do 10 warm processes with 100 adds each cost on one file?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("the program's own path is not known");
        var table = new Table("the founding protocol", "milliseconds for all");
        table.Add("the founding protocol in Python (no look for duplicates)", () => TimeAsync("python3", ["-c", FoundingProtocol, directory.Next(), $"{Adds}"]));
        table.Add("the log", () => TimeAsync(program, ["child", AppendingChild.Log, directory.Next(), $"{Adds}"]));
        table.Add("AddAsync", () => TimeAsync(program, ["child", AppendingChild.Memory, directory.Next(), $"{Adds}"]));
        return await table.RunAsync();
    }

    private static async Task<double> TimeAsync(string program, string[] arguments)
    {
        Process[] children = [.. Enumerable.Range(0, Processes).Select(_ => Start(program, arguments))];
        await Task.WhenAll(children.Select(child => ExpectAsync(child, "ready")));
        long began = Stopwatch.GetTimestamp();
        foreach (Process child in children)
        {
            await child.StandardInput.WriteLineAsync("go");
            await child.StandardInput.FlushAsync();
        }

        await Task.WhenAll(children.Select(child => ExpectAsync(child, "done")));
        double milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        foreach (Process child in children)
        {
            await child.WaitForExitAsync();
            child.Dispose();
        }

        return milliseconds;
    }

    private static Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
    }

    private static async Task ExpectAsync(Process child, string word)
    {
        string? line = await child.StandardOutput.ReadLineAsync();
        if (line != word)
        {
            throw new InvalidOperationException($"a child said '{line}' and not '{word}'");
        }
    }
}
