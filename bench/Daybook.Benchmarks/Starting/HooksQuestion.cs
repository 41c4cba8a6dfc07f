using Daybook.Benchmarks.Measuring;
using Daybook.Benchmarks.Searching;

namespace Daybook.Benchmarks.Starting;

/// <summary>What an agent waits for with each of its hooks, beside a command that does nothing; all through a shell, which gives them their stdin.</summary>
internal sealed class HooksQuestion : IQuestion
{
    private const int Records = 10_000;
    private const string Session = "0194f3a2-7c1e-7d10-9a51-3f0c5c1e8a01";

    private int taken;

    public string Name => "hooks";

    public string Title => $"What does a hook cost as a whole process, in a store of {Records:n0} records?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        using BenchDirectory outside = BenchDirectory.OutsideOfGit();
        string store = BenchStore.CreateIn(outside);
        new SearchCorpus().Write(Directory.CreateDirectory(Path.Join(store, "memory")).FullName, Records);
        string folder = Path.GetDirectoryName(store)!;
        string program = await Published.AsInstalledAsync(directory);
        string payload = outside.Next();
        await BeforeAsync("hook claude session-start");
        await BeforeAsync("task create Task");
        await BeforeAsync("task claim --next --lease 24h");
        var table = new Table("daybook version", "milliseconds", rounds: 9);
        table.Add("daybook version", () => TimeAsync(folder, $"{program} version", "{}", payload));
        table.Add("session start, which primes", () => HookAsync("session-start"));
        table.Add("after a tool, which has changed another file", () => HookAsync("post-tool", tool: true));
        table.Add("before a compaction, with something to save", () => HookAsync("pre-compact"));
        table.Add("at a stop, with something to save", () => HookAsync("stop"));
        table.Add("at a stop, as at the last one", () => HookAsync("stop", isSame: true));
        return await table.RunAsync();

        // A task in the session's hands is what changed files are noted on.
        Task BeforeAsync(string command) =>
            TimeAsync(folder, $"env DAYBOOK_SESSION={Session} {program} {command}", $$"""{"session_id":"{{Session}}","cwd":"{{folder}}"}""", payload);

        Task<double> HookAsync(string moment, bool tool = false, bool isSame = false)
        {
            int number = isSame ? taken : ++taken;
            string file = tool ? $$""","tool_name":"Edit","tool_input":{"file_path":"{{folder}}/src/file-{{number}}.cs"}""" : "";
            string text = $$"""{"session_id":"{{Session}}","cwd":"{{folder}}","transcript_path":"/tmp/transcript-{{number}}.jsonl"{{file}}}""";
            return TimeAsync(folder, $"{program} hook claude {moment}", text, payload);
        }
    }

    private static async Task<double> TimeAsync(string folder, string command, string payload, string place)
    {
        string file = Path.Join(place, "payload.json");
        await File.WriteAllTextAsync(file, payload);
        return await ChildRun.TimeAsync("sh", "-c", $"cd '{folder}' && exec {command} < '{file}'");
    }
}
