using System.Globalization;
using System.Text.Json;
using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Xunit;

namespace Daybook.Crash.Tests;

/// <summary>What may stand in place of a run's record on a real disk.</summary>
public sealed class HostileRunTests : IDisposable
{
    private const string Good = "20261101-1200000000-1-0";

    // The most memory that a command held, in KiB.
    private const string Peak = """
        import resource, subprocess, sys
        subprocess.run(sys.argv[2:], cwd=sys.argv[1], stdout=subprocess.DEVNULL)
        print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
        """;

    private readonly ScratchStore store = new();

    private string Runs => Path.Join(store.Folder, "runs", "p", "t", "runs");

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task Pipes_devices_links_and_folders_are_told_and_never_waited_for()
    {
        await StartGoodAsync();
        await Tool.RunOrSkipAsync("mkfifo", FileIn("pipe"));
        File.CreateSymbolicLink(FileIn("device"), "/dev/zero");
        File.CreateSymbolicLink(FileIn("link"), Path.Join(Runs, Good, "run-info.yaml"));
        Directory.CreateDirectory(FileIn("folder"));
        DaybookAnswer list = (await store.Program.RunAsync("run", "list", "--json")).MustSucceed();
        Assert.Equal([Good], list.Json.GetProperty("items").EnumerateArray().Select(static run => run.GetProperty("run_id").GetString()));
        Assert.Equal(
            ["device", "folder", "link", "pipe"],
            list.Json.GetProperty("problems").EnumerateArray().Select(static problem => Folder(problem)).Order());
        foreach (string id in (string[])["pipe", "device", "link", "folder"])
        {
            (await store.Program.RunAsync("run", "show", id)).MustBeRefused(6);
            (await store.Program.RunAsync("run", "finish", id, "--status", "completed")).MustBeRefused(6);
        }

        Assert.Equal(1, (await store.Program.RunAsync("doctor", "runs", "--fix")).ExitCode);
        Assert.Equal("/dev/zero", new FileInfo(FileIn("device")).LinkTarget);
    }

    [Fact]
    public async Task A_record_of_50_megabytes_is_refused_unread()
    {
        const int Length = 50_000_000;
        const int KiBMore = 10_000;
        Assert.SkipUnless(Tool.IsInstalled("python3"), "python3 is not installed, so nobody measures the memory of a process.");
        await StartGoodAsync();
        int before = await PeakAsync("run", "list");
        await File.WriteAllTextAsync(FileIn("brackets"), "a: " + new string('[', Length), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(FileIn("lines"), string.Concat(Enumerable.Repeat("a: 1\n", Length / 5)), TestContext.Current.CancellationToken);
        Assert.InRange(await PeakAsync("run", "list"), 1, before + KiBMore);
        Assert.InRange(await PeakAsync("run", "show", "brackets"), 1, before + KiBMore);
        Assert.InRange(await PeakAsync("doctor", "runs"), 1, before + KiBMore);
        DaybookAnswer list = (await store.Program.RunAsync("run", "list", "--json")).MustSucceed();
        Assert.Equal(["brackets", "lines"], list.Json.GetProperty("problems").EnumerateArray().Select(static problem => Folder(problem)).Order());
        Assert.Contains("bytes, and no such file is larger", (await store.Program.RunAsync("run", "show", "lines")).MustBeRefused(5).Words, StringComparison.Ordinal);
    }

    private static string? Folder(JsonElement problem) => Path.GetFileName(Path.GetDirectoryName(problem.GetProperty("path").GetString()));

    private async Task StartGoodAsync() =>
        (await store.Program.RunAsync("run", "start", "--project", "p", "--task", "t", "--agent", "a", "--id", Good)).MustSucceed();

    private string FileIn(string id) => Path.Join(Directory.CreateDirectory(Path.Join(Runs, id)).FullName, "run-info.yaml");

    private async Task<int> PeakAsync(params string[] command)
    {
        DaybookAnswer answer = await Tool.RunAsync("python3", ["-c", Peak, store.Work, .. store.Program.Words(command)]);
        return int.Parse(answer.MustSucceed().Output[0], CultureInfo.InvariantCulture);
    }
}
