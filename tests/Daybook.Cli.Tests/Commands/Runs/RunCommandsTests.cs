using System.Text.Json;
using Daybook.Cli.Tests.Processes;
using Daybook.Testing;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Runs;

public sealed class RunCommandsTests
{
    [Fact]
    public async Task A_run_that_others_watch_over_is_started_and_finished()
    {
        using CliRun cli = new CliRun().Steady();
        cli.Ports = cli.Ports with { Processes = new ManualProcesses() };
        CliResult started = await cli.RunAsync("run", "start", "--project", "web", "--task", "task-1", "--agent", "codex", "--json");
        string id = started.Json.GetProperty("run_id").GetString()!;
        Assert.Equal("unknown", started.Json.GetProperty("state").GetString());
        Assert.Equal(3, (await cli.RunAsync("run", "finish", "nothing-like-it", "--status", "failed")).ExitCode);
        CliResult finished = await cli.RunAsync("run", "finish", id, "--status", "failed", "--exit-code", "3", "--error", "no quota", "--json");
        Snapshot.Match(started.Everything + finished.Everything, "txt");
        Assert.Equal(0, (await cli.RunAsync("run", "finish", id[..^1], "--status", "failed", "--exit-code", "3")).ExitCode);
        Assert.Equal(4, (await cli.RunAsync("run", "finish", id, "--status", "completed")).ExitCode);
    }

    [Fact]
    public async Task Each_answer_has_the_approved_form()
    {
        using CliRun cli = new CliRun().Steady();
        var processes = new ManualProcesses();
        processes.Start(900);
        cli.Ports = cli.Ports with { Processes = processes };
        await cli.RunAsync("run", "start", "--project", "web", "--task", "task-1", "--agent", "codex", "--id", "root");
        await cli.RunAsync("run", "start", "--project", "web", "--task", "task-1", "--agent", "claude", "--parent", "root", "--id", "child-1", "--pid", "900");
        await cli.RunAsync("run", "start", "--project", "web", "--task", "task-1", "--agent", "claude", "--parent", "root", "--previous", "child-1", "--id", "child-2");
        processes.End(900);
        await cli.RunAsync("run", "finish", "child-2", "--status", "completed");
        string everything = "";
        foreach (string[] command in new string[][]
        {
            ["run", "list"], ["run", "list", "--quiet"], ["run", "list", "--status", "interrupted", "--json"], ["run", "show", "child-1"], ["run", "tree"],
            ["run", "tree", "--json"], ["run", "tree", "--quiet"], ["run", "reap"], ["run", "reap", "--json"], ["run", "gc", "--older-than", "0s", "--dry-run", "--json"],
            ["run", "list", "--status", "lost"], ["run", "logs", "root"], ["status"],
        })
        {
            everything += $"$ daybook {string.Join(' ', command)}\n{(await cli.RunAsync(command)).Everything}";
        }

        Snapshot.Match(everything.Replace(Environment.MachineName, "host", StringComparison.Ordinal), "txt");
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("con")]
    public async Task Ids_that_could_lead_elsewhere_are_refused_and_leave_no_trace(string id)
    {
        using var cli = new CliRun();
        foreach (string[] command in new string[][]
        {
            ["run", "start", "--project", id, "--task", "t", "--agent", "a"], ["run", "start", "--project", "p", "--task", id, "--agent", "a"],
            ["run", "start", "--project", "p", "--task", "t", "--agent", "a", "--id", id], ["run", "exec", "--project", id, "--", "true"],
            ["run", "exec", "--task", id + new string('x', id.Length == 0 ? 0 : 300), "--", "true"], ["run", "list", "--project", id],
        })
        {
            CliResult result = await cli.RunAsync(command);
            Assert.True(result.ExitCode == 2, $"{string.Join(' ', command)}: {result.Everything}");
        }

        Assert.False(Directory.Exists(cli.Store));
    }

    [Fact]
    public async Task In_a_repository_without_a_store_there_are_no_runs_and_outside_it_says_what_to_do()
    {
        using var cli = new CliRun();
        Assert.Equal((0, "{\"items\":[]}\n"), ((await cli.RunAsync("run", "list", "--json")) is var empty ? (empty.ExitCode, empty.Output) : default));
        Assert.False(Directory.Exists(cli.Store));
        using var outside = new CliRun(isGit: false);
        CliResult refused = await outside.RunAsync("run", "start", "--project", "p", "--task", "t", "--agent", "a");
        Assert.Equal(3, refused.ExitCode);
        Assert.Contains("daybook init", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_follows_a_silent_run_ends_when_nobody_reads_any_more()
    {
        using CliRun cli = new CliRun().Steady();
        using var deaf = new ScriptedChild { IsHeard = false };
        await cli.RunAsync("run", "start", "--project", "web", "--task", "task-1", "--agent", "codex", "--id", "silent");
        await File.WriteAllTextAsync(
            Path.Combine(cli.Store, "runs", "web", "task-1", "runs", "silent", "agent-stdout.txt"), "line\n", TestContext.Current.CancellationToken);
        cli.Spawner = deaf;
        CliResult followed = await cli.RunAsync("run", "logs", "silent", "--follow").WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.Equal((0, "line\n"), (followed.ExitCode, followed.Output));
    }

    [Fact]
    public async Task Doctor_stores_what_was_interrupted_and_tells_what_is_damaged()
    {
        using var cli = new CliRun();
        await cli.RunAsync("run", "start", "--project", "web", "--task", "task-1", "--agent", "codex", "--id", "good");
        string broken = Path.Combine(cli.Store, "runs", "web", "task-1", "runs", "broken");
        Directory.CreateDirectory(broken);
        await File.WriteAllTextAsync(Path.Combine(broken, "run-info.yaml"), "run_id: broken\nstatus: [\n", TestContext.Current.CancellationToken);
        foreach (string[] command in new string[][] { ["doctor", "runs", "--json"], ["doctor", "--json"] })
        {
            CliResult found = await cli.RunAsync(command);
            JsonElement finding = found.Json.GetProperty("items").EnumerateArray().Single(static item => item.GetProperty("problem").GetString() == "damaged");
            Assert.Equal((1, 2), (found.ExitCode, finding.GetProperty("line").GetInt32()));
        }

        CliResult refused = await cli.RunAsync("run", "gc", "--json");
        Assert.Equal((5, "corrupt"), (refused.ExitCode, refused.ErrorJson.GetProperty("code").GetString()));
        CliResult reaped = await cli.RunAsync("run", "reap", "--json");
        Assert.EndsWith("broken/run-info.yaml", reaped.Json.GetProperty("problems")[0].GetProperty("path").GetString(), StringComparison.Ordinal);
        CliResult list = await cli.RunAsync("run", "list", "--json");
        Assert.Equal(1, list.Json.GetProperty("items").GetArrayLength());
        Assert.EndsWith("broken/run-info.yaml", list.Json.GetProperty("problems")[0].GetProperty("path").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_of_the_other_system_are_adopted_where_they_stand()
    {
        using var cli = new CliRun();
        string folder = Path.Combine(cli.Root, "home", ".run-agent", "runs", "web", "task-1", "runs", "20260205-1030450000-12345-0");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "run-info.yaml"), "version: 1\nagent: codex\nstatus: completed\nexit_code: 0\n", TestContext.Current.CancellationToken);
        CliResult adopted = await cli.RunAsync("init", "--adopt", "--json");
        Assert.EndsWith(".run-agent/runs", adopted.Json.GetProperty("adopted")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal("codex", (await cli.RunAsync("run", "show", "2026", "--json")).Json.GetProperty("agent_type").GetString());
    }
}
