using Daybook.Cli.Processes;
using Daybook.Testing;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Operations;

public sealed class OperationCommandsTests
{
    private const string Id = "01KTK4DFAS04MCX5GP1W2R6NEP";
    private const string OtherId = "01KTK4MF47RVY2WCXGFGX5AHT6";

    private static readonly string[] Start = ["op", "start", "--profile", "pedro", "--action", "generate", "--id", Id];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_answer_has_the_approved_form()
    {
        using CliRun cli = await new CliRun().Steady().WithGitAsync();
        cli.Set("DAYBOOK_AGENT", "codex-7");
        cli.Set("DAYBOOK_RUN", "run-1");
        string everything = "";
        foreach (string[] command in new string[][]
        {
            ["op", "list"],
            ["op", "start", "--profile", "architect", "--action", "design::specify", "--request", "Fix the pool leak", "--mission-id", "M1", "--wp-id", "WP01", "--id", Id, "--json"],
            ["op", "start", "--profile", "pedro", "--action", "generate", "--mode", "advisory", "--id", OtherId],
            ["op", "complete", Id, "--outcome", "done", "--evidence", "all tests pass", "--artifact", "src/db.cs", "--artifact", "https://example.com//r/7", "--json"],
            ["op", "complete", OtherId, "--outcome", "failed"],
            ["op", "complete", OtherId, "--outcome", "done"],
            ["op", "complete", OtherId, "--outcome", "done", "--json"],
            ["op", "link", Id, "--commit", "0123abc", "--json"],
            ["op", "link", Id, "--commit", "0123abc"],
            ["op", "link", Id],
            ["op", "list"],
            ["op", "list", "--quiet"],
            ["op", "list", "--profile", "pedro", "--json"],
            ["op", "list", "--pending"],
            ["op", "show", Id],
            ["op", "show", OtherId, "--json"],
            ["op", "show", "01KT"],
            ["status"],
        })
        {
            everything += $"$ daybook {string.Join(' ', command)}\n{(await cli.RunAsync(command)).Everything}";
        }

        Snapshot.Match(CommitId.Hide(everything));
    }

    [Fact]
    public async Task Failures_have_exit_codes_of_their_own()
    {
        using var cli = new CliRun();
        await cli.RunAsync(Start);
        await cli.RunAsync("op", "start", "--profile", "pedro", "--action", "ask", "--mode", "query", "--id", OtherId);
        foreach ((int exitCode, string[] command) in new (int, string[])[]
        {
            (0, Start),
            (4, [.. Start, "--request", "something else"]),
            (2, ["op", "start", "--profile", "pedro"]),
            (2, ["op", "start", "--profile", "pedro", "--action", "x", "--mode", "other"]),
            (2, ["op", "start", "--profile", "pedro", "--action", "x", "--id", "../../etc/passwd"]),
            (2, ["op", "complete", Id]),
            (2, ["op", "complete", Id, "--outcome", "great"]),
            (2, ["op", "complete", "../../etc/passwd", "--outcome", "done"]),
            (2, ["op", "complete", OtherId, "--outcome", "done", "--evidence", "x"]),
            (3, ["op", "complete", "01KZZZZZZZZZZZZZZZZZZZZZZZ", "--outcome", "done"]),
            (2, ["op", "link", Id, "--commit", "HEAD"]),
            (2, ["op", "list", "--status", "lost"]),
            (2, ["op", "list", "--limit", "0"]),
            (2, ["op", "list", "--cursor", "../../x"]),
            (4, ["op", "show", "01KTK4"]),
            (3, ["op", "show", "01KZ"]),
            (0, ["op", "complete", Id, "--outcome", "done"]),
            (4, ["op", "complete", Id, "--outcome", "done"]),
            (2, ["doctor", "ops", "--threshold", "3"]),
            (1, ["doctor", "ops"]),
        })
        {
            CliResult result = await cli.RunAsync(command);
            Assert.True(result.ExitCode == exitCode, $"{string.Join(' ', command)}: {result.ExitCode} {result.Everything}");
        }
    }

    [Fact]
    public async Task What_cannot_be_stored_leaves_no_trace()
    {
        using var cli = new CliRun();
        Assert.Equal(2, (await cli.RunAsync("op", "start", "--profile", "p", "--action", " ")).ExitCode);
        Assert.Equal((0, "{\"items\":[],\"total\":0}\n"), ((await cli.RunAsync("op", "list", "--json")) is var empty ? (empty.ExitCode, empty.Output) : default));
        Assert.False(Directory.Exists(cli.Store));
        using var outside = new CliRun(isGit: false);
        Assert.Equal(3, (await outside.RunAsync(Start)).ExitCode);
        Assert.Equal(0, (await outside.RunAsync("doctor", "ops")).ExitCode);
    }

    [Fact]
    public async Task Files_are_named_from_the_root_wherever_the_command_runs()
    {
        using var cli = new CliRun();
        await cli.RunAsync(Start);
        string folder = Path.Combine(cli.WorkingDirectory, "src", "deep");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "proof.md"), "it works", Cancellation);
        cli.WorkingDirectory = folder;
        await cli.RunAsync("op", "complete", Id, "--outcome", "done", "--evidence", "proof.md", "--artifact", "a.cs", "--artifact", "../b.cs", "--artifact", "../../../c.cs");
        CliResult shown = await cli.RunAsync("op", "show", Id, "--json");
        Assert.Equal("src/deep/proof.md", shown.Json.GetProperty("evidence_ref").GetString());
        Assert.Equal(["src/deep/a.cs", "src/b.cs", "/root/c.cs"], shown.Json.GetProperty("links").EnumerateArray().Select(link => link.GetProperty("ref").GetString()));
    }

    [Fact]
    public async Task A_fresh_clone_is_read_without_a_store_and_taken_in_by_init()
    {
        using var cli = new CliRun();
        await cli.RunAsync(Start);
        File.Delete(Path.Combine(cli.Store, "daybook.json"));
        File.Delete(Path.Combine(cli.Store, ".gitignore"));
        Directory.Delete(Path.Combine(cli.Store, "locks"), recursive: true);
        File.Delete(Path.Combine(cli.Store, "operations", "ops-index.jsonl"));
        Assert.Equal([Id], (await cli.RunAsync("op", "list", "--quiet")).Lines);
        Assert.Equal(0, (await cli.RunAsync("op", "show", Id)).ExitCode);
        Assert.Contains($".daybook/operations/{Id}.jsonl", (await cli.RunAsync("doctor", "ops")).Output, StringComparison.Ordinal);
        Assert.Equal([".daybook/operations", $".daybook/operations/{Id}.jsonl"], Below(cli.WorkingDirectory, ".daybook"));
        Assert.Equal(0, (await cli.RunAsync("init")).ExitCode);
        Assert.Equal(0, (await cli.RunAsync("op", "complete", Id, "--outcome", "done")).ExitCode);
    }

    [Fact]
    public async Task A_linked_work_tree_has_operations_of_its_own_and_everything_else_in_common()
    {
        using var cli = new CliRun();
        await cli.RunAsync("init");
        string main = cli.WorkingDirectory;
        string linked = Path.Combine(cli.Root, "linked");
        string administration = Path.Combine(main, ".git", "worktrees", "linked");
        Directory.CreateDirectory(linked);
        Directory.CreateDirectory(administration);
        await File.WriteAllTextAsync(Path.Combine(linked, ".git"), $"gitdir: {administration}\n", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(administration, "HEAD"), "ref: refs/heads/topic\n", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(administration, "commondir"), "../..\n", Cancellation);
        cli.WorkingDirectory = linked;
        Assert.Equal(0, (await cli.RunAsync(Start)).ExitCode);
        await cli.RunAsync("remember", "shared");
        Assert.True(File.Exists(Path.Combine(linked, ".daybook", "operations", $"{Id}.jsonl")));
        Assert.Contains("!/operations/", await File.ReadAllTextAsync(Path.Combine(linked, ".daybook", ".gitignore"), Cancellation), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(linked, ".daybook", "daybook.json")));
        Assert.Equal([Id], (await cli.RunAsync("op", "list", "--quiet")).Lines);
        cli.WorkingDirectory = main;
        Assert.Empty((await cli.RunAsync("op", "list", "--quiet")).Lines);
        Assert.Single((await cli.RunAsync("memory", "list", "--quiet")).Lines);
    }

    [Fact]
    public async Task A_store_elsewhere_that_is_named_keeps_its_operations_itself()
    {
        using var cli = new CliRun();
        string elsewhere = Path.Combine(cli.Root, "elsewhere");
        await cli.RunAsync("init", "--store", elsewhere);
        Assert.Equal(0, (await cli.RunAsync([.. Start, "--store", elsewhere])).ExitCode);
        Assert.True(File.Exists(Path.Combine(elsewhere, "operations", $"{Id}.jsonl")));
        Assert.False(Directory.Exists(cli.Store));
    }

    [Fact]
    public async Task A_run_that_an_open_operation_names_is_kept()
    {
        using CliRun cli = new CliRun().Steady();
        await cli.RunAsync("run", "start", "--project", "web", "--task", "t", "--agent", "codex", "--id", "run-1");
        await cli.RunAsync("run", "finish", "run-1", "--status", "completed");
        cli.Set("DAYBOOK_RUN", "run-1");
        await cli.RunAsync(Start);
        ((ManualClock)cli.Ports.Time).Advance(TimeSpan.FromDays(30));
        Assert.Empty((await cli.RunAsync("run", "gc", "--quiet")).Lines);
        await cli.RunAsync("op", "complete", Id, "--outcome", "done");
        Assert.Equal(["run-1"], (await cli.RunAsync("run", "gc", "--quiet")).Lines);
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserExecute)]
    public async Task A_git_that_a_work_tree_brings_along_is_never_run(UnixFileMode mode)
    {
        using CliRun cli = await new CliRun().WithGitAsync();
        string planted = Path.Combine(cli.WorkingDirectory, "git");
        string ran = Path.Combine(cli.Root, "ran");
        await File.WriteAllTextAsync(planted, $"#!/bin/sh\ntouch '{ran}'\nexit 1\n", Cancellation);
        cli.Ports.FileSystem.SetPermissions(planted, mode);
        IReadOnlyList<string> daybook = cli.SurroundingsOf(Stream.Null, Stream.Null, Stream.Null).OwnCommand;
        foreach (string[] command in new string[][]
        {
            Start, ["op", "complete", Id, "--outcome", "done", "--json"], ["op", "show", Id, "--json"], ["task", "resume"],
        })
        {
            ChildResult result = await ChildProcess.RunAsync(new ChildStart([.. daybook, .. command], cli.WorkingDirectory), Cancellation);
            Assert.DoesNotContain("cannot be started", result.Output + result.Errors, StringComparison.Ordinal);
            Assert.False(File.Exists(ran), $"{command[1]} ran it");
        }

        Assert.Contains($"Daybook-Operation: {Id}", await cli.GitAsync("log", "-1", "--format=%B"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_an_operation_of_another_work_tree_names_is_kept()
    {
        using CliRun cli = await new CliRun().Steady().WithGitAsync();
        await cli.GitAsync("commit", "--quiet", "--allow-empty", "-m", "first");
        string main = cli.WorkingDirectory;
        string linked = Path.Combine(cli.Root, "linked");
        await cli.GitAsync("worktree", "add", "--quiet", linked);
        await cli.RunAsync("run", "start", "--project", "web", "--task", "t", "--agent", "codex", "--id", "run-1");
        await cli.RunAsync("run", "finish", "run-1", "--status", "completed");
        cli.Set("DAYBOOK_RUN", "run-1");
        cli.WorkingDirectory = linked;
        Assert.Equal(0, (await cli.RunAsync(Start)).ExitCode);
        string log = Path.Combine(linked, ".daybook", "operations", $"{Id}.jsonl");
        Assert.True(File.Exists(log));
        cli.WorkingDirectory = main;
        ((ManualClock)cli.Ports.Time).Advance(TimeSpan.FromDays(30));
        Assert.Empty((await cli.RunAsync("run", "gc", "--quiet")).Lines);

        string sound = await File.ReadAllTextAsync(log, Cancellation);
        await File.WriteAllTextAsync(log, "garbage\n", Cancellation);
        CliResult refused = await cli.RunAsync("run", "gc");
        Assert.Equal(5, refused.ExitCode);
        Assert.Contains("may need a run", refused.Everything, StringComparison.Ordinal);

        await File.WriteAllTextAsync(log, sound, Cancellation);
        Directory.Move(linked, linked + "-away");
        await File.WriteAllTextAsync(Path.Combine(main, ".git", "worktrees", "linked", "locked"), "", Cancellation);
        Assert.Equal(3, (await cli.RunAsync("run", "gc")).ExitCode);
        File.Delete(Path.Combine(main, ".git", "worktrees", "linked", "locked"));
        Directory.Move(linked + "-away", linked);

        cli.WorkingDirectory = linked;
        await cli.RunAsync("op", "complete", Id, "--outcome", "done");
        cli.WorkingDirectory = main;
        Assert.Equal(["run-1"], (await cli.RunAsync("run", "gc", "--quiet")).Lines);
    }

    private static IEnumerable<string> Below(string root, string folder) => Directory
        .EnumerateFileSystemEntries(Path.Combine(root, folder), "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(root, path)).Order(StringComparer.Ordinal);
}
