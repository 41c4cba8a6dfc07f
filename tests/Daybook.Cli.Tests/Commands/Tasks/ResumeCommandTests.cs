using System.Text.Json;
using Daybook.Git;
using Daybook.Testing;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Tasks;

public sealed class ResumeCommandTests
{
    [Fact]
    public async Task It_tells_where_to_go_on()
    {
        using CliRun cli = await InterruptedAsync();
        string json = (await cli.RunAsync("task", "resume", "--json")).Everything;
        Snapshot.Match(json + (await cli.RunAsync("task", "resume")).Everything);
    }

    [Fact]
    public async Task Files_of_the_current_task_come_first_however_they_were_spelled()
    {
        using CliRun cli = await InterruptedAsync();
        cli.Git = new KnownChanges("README.md", "src/a.cs", "src/b.cs", "src/c.cs");
        Assert.Equal(
            ["src/a.cs", "src/b.cs", "README.md", "src/c.cs"],
            (await cli.SucceedAsync("task", "resume", "--json")).Json.GetProperty("changed_files").EnumerateArray().Select(file => file.GetString()));
    }

    [Fact]
    public async Task A_script_gets_the_tasks_that_were_interrupted()
    {
        using CliRun cli = await InterruptedAsync();
        Assert.Equal(2, (await cli.SucceedAsync("task", "resume", "--quiet")).Lines.Length);
    }

    [Fact]
    public async Task When_git_did_not_tell_all_it_says_so()
    {
        using CliRun cli = await InterruptedAsync();
        cli.Git = new KnownChanges("a") { IsComplete = false };
        CliResult result = await cli.SucceedAsync("task", "resume", "--json");
        Assert.Equal("[\"a\"]", result.Json.GetProperty("changed_files").GetRawText());
        Assert.Contains("note: git has more uncommitted files", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_files_a_person_sees_some()
    {
        using CliRun cli = await InterruptedAsync();
        cli.Git = new KnownChanges([.. Enumerable.Range(0, 30).Select(number => $"f{number}")]);
        Assert.Contains("\nand 10 more\n", (await cli.SucceedAsync("task", "resume")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_new_repository_there_is_nothing_to_go_on_with()
    {
        using var cli = new CliRun();
        CliResult json = await cli.SucceedAsync("task", "resume", "--json");
        Assert.Equal("{\"interrupted\":[],\"changed_files\":[],\"ready\":[]}\n", json.Output);
        Assert.Equal("There is nothing to go on with.\n", (await cli.SucceedAsync("task", "resume")).Error);
        Assert.False(Directory.Exists(cli.Store));
    }

    [Fact]
    public async Task Outside_of_git_no_git_is_asked()
    {
        using var cli = new CliRun(isGit: false);
        cli.Git = new KnownChanges("never asked");
        await cli.SucceedAsync("init");
        await cli.CreateAsync("work");
        JsonElement resume = (await cli.SucceedAsync("task", "resume", "--json")).Json;
        Assert.Equal(0, resume.GetProperty("changed_files").GetArrayLength());
        Assert.Equal(1, resume.GetProperty("ready").GetArrayLength());
    }

    private static async Task<CliRun> InterruptedAsync()
    {
        CliRun cli = new CliRun().Steady();
        var machine = (ManualProcesses)cli.Ports.Processes;
        cli.Git = new KnownChanges("README.md", "src/a.cs");
        string left = await cli.CreateAsync("left by another", "--priority", "0");
        string work = await cli.CreateAsync("Implement feature X", "--description", "two\nlines");
        await cli.CreateAsync("next");
        cli.Set("DAYBOOK_AGENT", "codex-7");
        await cli.ClaimAsync(left, "--lease", "1m");
        machine.Elapsed += TimeSpan.FromMinutes(2);
        cli.Set("DAYBOOK_AGENT", "tester@here");
        await cli.SucceedAsync("session", "scope", "the pool");
        await cli.SucceedAsync("task", "start", work);
        await cli.SucceedAsync(
            "task", "note", work, "--decision", "Use the async pattern", "--file-modified", "./src/a.cs",
            "--file-modified", Path.Combine(cli.WorkingDirectory, "src", "b.cs"));
        return cli;
    }

    private sealed class KnownChanges(params string[] paths) : IGitChanges
    {
        public bool IsComplete { get; init; } = true;

        public Task<UncommittedFiles> ListAsync(string workTree, CancellationToken cancellationToken) =>
            Task.FromResult(new UncommittedFiles(paths, IsComplete));
    }
}
