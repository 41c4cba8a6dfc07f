using Daybook.Proof.Processes;
using Xunit;

namespace Daybook.Crash.Tests.Processes;

/// <summary>
/// A writer of the founding system: opens in append mode, takes <c>flock</c>, writes <c>json.dumps(record, default=str)</c> and a
/// newline, flushes, syncs, unlocks. It prints each id when the founding plan calls its record stored.
/// </summary>
internal static class PythonWriter
{
    private const string Script = """
        import fcntl, json, os, sys
        path, name, count, old = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:] == ["old"]
        for number in range(count):
            record = {"id": f"{name}-{number:03}", "type": "incident", "title": "from \u00fcber there", "paths": ["src/a.py"]}
            if old and number % 2:
                record["timestamp"] = "2020-01-01T00:00:00Z"
            with open(path, "a") as f:
                fcntl.flock(f.fileno(), fcntl.LOCK_EX)
                f.write(json.dumps(record, default=str) + "\n")
                f.flush()
                os.fsync(f.fileno())
                fcntl.flock(f.fileno(), fcntl.LOCK_UN)
            print(record["id"], flush=True)
        """;

    /// <summary>Skips the test, and says so, where there is no Python.</summary>
    public static void SkipUnlessInstalled() => Assert.SkipUnless(
        Tool.IsInstalled("python3"), "python3 is not installed, so the founding system's writers cannot be run beside ours.");

    /// <summary>Appends a number of records.</summary>
    /// <returns>The ids that it called stored.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(string path, string name, int count) =>
        (await Tool.RunAsync("python3", "-c", Script, path, name, $"{count}")).MustSucceed().Output;

    /// <summary>The same, with every second record of an event of long ago.</summary>
    public static async Task<IReadOnlyList<string>> RunWithOldAsync(string path, string name, int count) =>
        (await Tool.RunAsync("python3", "-c", Script, path, name, $"{count}", "old")).MustSucceed().Output;
}
