using System.Diagnostics;
using Daybook.Benchmarks.Measuring;
using Daybook.Embedded;
using Daybook.Embedded.Git;
using Daybook.Embedded.Operations;

namespace Daybook.Benchmarks.Operations;

/// <summary>What a durable commit of one log costs, beside git's own, in a repository with so many tracked files.</summary>
/// <param name="files">The tracked files.</param>
internal sealed class GitMirrorQuestion(int files) : IQuestion
{
    private const int CommitsPerRound = 20;
    private const int FilesPerFolder = 100;
    private const string LogFolder = ".daybook/operations";

    private int logs;

    public string Name => $"git-mirror-{files}";

    public string Title => $"What does a durable commit of an operation cost in a repository of {files:n0} tracked files?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        string byGit = await NewRepositoryAsync(directory);
        string byMirror = await NewRepositoryAsync(directory);
        var mirror = new GitOperationMirror(EmbeddedPorts.System(), Path.Combine(byMirror, LogFolder), reference: null, EmbeddedOptions.DefaultLockWait);
        string byReference = await NewRepositoryAsync(directory);
        var aside = new GitOperationMirror(EmbeddedPorts.System(), Path.Combine(byReference, LogFolder), "refs/daybook/operations", EmbeddedOptions.DefaultLockWait);
        var table = new Table("git commit and sync", "milliseconds per commit");
        table.Add("git -c core.fsync=all commit --only, then sync -f (git add not counted)", () => GitAsync(byGit));
        table.Add("the mirror", () => Task.FromResult(Mirrored(mirror, byMirror)));
        table.Add("the mirror, on a ref of its own", () => Task.FromResult(Mirrored(aside, byReference)));
        return await table.RunAsync();
    }

    private static Task<double> RunAsync(string repository, params string[] arguments) =>
        ChildRun.TimeAsync("git", ["-C", repository, "-c", "user.name=t", "-c", "user.email=t@example.org", .. arguments]);

    private async Task<string> NewRepositoryAsync(BenchDirectory directory)
    {
        string repository = directory.Next();
        await RunAsync(repository, "init", "-q", "-b", "main");
        await RunAsync(repository, "config", "user.name", "t");
        await RunAsync(repository, "config", "user.email", "t@example.org");
        await RunAsync(repository, "config", "gc.auto", "0");
        for (int number = 0; number < files; number++)
        {
            string folder = Path.Combine(repository, $"folder-{number / FilesPerFolder}");
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, $"file-{number}.txt"), $"{number}\n");
        }

        await RunAsync(repository, "add", "-A");
        await RunAsync(repository, "commit", "-qm", "first");

        // As a clone would have them: in one pack, and on the disk.
        await RunAsync(repository, "gc", "-q");
        await ChildRun.TimeAsync("sync", "-f", repository);
        Directory.CreateDirectory(Path.Combine(repository, LogFolder));
        return repository;
    }

    private async Task<double> GitAsync(string repository)
    {
        double total = 0;
        for (int commit = 0; commit < CommitsPerRound; commit++)
        {
            string path = NewLog(repository).Path;
            await RunAsync(repository, "add", "--", path);
            total += await RunAsync(repository, "-c", "core.fsync=all", "commit", "-q", "--only", "-m", "op(coder): implement", "--", path);
            total += await ChildRun.TimeAsync("sync", "-f", Path.Combine(repository, ".git"));
        }

        return total / CommitsPerRound;
    }

    private double Mirrored(GitOperationMirror mirror, string repository)
    {
        MirrorRecord[] records = [.. Enumerable.Range(0, CommitsPerRound).Select(_ => NewLog(repository))];
        long began = Stopwatch.GetTimestamp();
        foreach (MirrorRecord record in records)
        {
            if (mirror.Commit([record], CancellationToken.None) is MirrorOutcome.Pending pending)
            {
                throw new InvalidOperationException(pending.Reason);
            }
        }

        return Stopwatch.GetElapsedTime(began).TotalMilliseconds / CommitsPerRound;
    }

    private MirrorRecord NewLog(string repository)
    {
        string id = $"01JQ{++logs:D22}";
        string path = Path.Combine(repository, LogFolder, id + ".jsonl");
        File.WriteAllText(path, $"{{\"event\":\"started\",\"invocation_id\":\"{id}\",\"request_text\":\"{new string('x', 300)}\"}}\n");
        return new MirrorRecord(path, id, "coder", "implement");
    }
}
