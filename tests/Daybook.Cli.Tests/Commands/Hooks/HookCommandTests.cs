using System.Text.Json;
using Daybook.Durability.FileSystem;
using Daybook.Embedded;
using Daybook.Testing;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Hooks;

public sealed class HookCommandTests
{
    public static TheoryData<string> Harnesses => [.. Payloads.Harnesses];

    public static TheoryData<string> Words => ["session-start", "pre-compact", "stop", "post-tool", "session-end"];

    [Theory]
    [MemberData(nameof(Words))]
    public async Task Without_a_store_nothing_is_said_or_made(string word)
    {
        using var cli = new CliRun();
        foreach (string harness in Payloads.Harnesses.Where(harness => (harness, word) != ("openhands", "pre-compact")))
        {
            CliResult result = await cli.RunWithTextAsync(Payloads.Of(harness, word, cli.WorkingDirectory), "hook", harness, word);
            Assert.Equal((0, "", ""), (result.ExitCode, result.Output, result.Error));
        }

        Assert.False(Directory.Exists(cli.Store));
    }

    [Fact]
    public async Task A_start_is_answered_in_the_form_of_each_harness()
    {
        string answers = "";
        foreach (string harness in Payloads.Harnesses)
        {
            using CliRun cli = new CliRun().Steady();
            await cli.SucceedAsync("init");
            await cli.CreateAsync("Fix the pool leak");
            CliResult result = await cli.RunWithTextAsync(Payloads.Of(harness, "session-start", cli.WorkingDirectory), "hook", harness, "session-start");
            answers += $"{harness}\n{result.Everything}";
        }

        Snapshot.Match(answers);
    }

    [Theory]
    [MemberData(nameof(Harnesses))]
    public async Task A_session_is_begun_worked_in_saved_and_ended_as_the_harness_says(string harness)
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("init");
        await HookAsync(cli, harness, "session-start");
        string id = await cli.CreateAsync("Fix the pool leak");
        await cli.ClaimAsync(id);

        Assert.Equal("", (await HookAsync(cli, harness, "post-tool")).Output);
        Assert.Equal("", (await HookAsync(cli, harness, "stop")).Output);

        JsonElement task = (await cli.SucceedAsync("task", "show", id, "--json")).Json;
        Assert.Equal("src/pool.cs", Assert.Single(task.GetProperty("context").GetProperty("files_modified").EnumerateArray()).GetString());
        Assert.Equal(Payloads.Session, task.GetProperty("session_id").GetString());
        JsonElement state = (await cli.SucceedAsync("draft", "load", Payloads.Session, "--json")).Json.GetProperty("state");
        Assert.Equal(("stop", harness, id), (Text(state, "phase"), Text(state, "harness"), Text(state, "current_task_id")));
        await HookAsync(cli, harness, "session-end");
        JsonElement session = Assert.Single((await cli.SucceedAsync("session", "list", "--json")).Json.GetProperty("items").EnumerateArray());
        Assert.Equal((Payloads.Session, true), (Text(session, "session_id"), session.TryGetProperty("ended_at", out _)));
        Assert.Equal(0, (await cli.SucceedAsync("draft", "load", Payloads.Session)).ExitCode);
    }

    [Fact]
    public async Task Telling_twice_is_telling_once()
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("init");
        await HookAsync(cli, "claude", "session-start");
        await cli.SucceedAsync("task", "start", await cli.CreateAsync("work"));
        await HookAsync(cli, "claude", "post-tool");
        await HookAsync(cli, "claude", "stop");
        string journal = await File.ReadAllTextAsync(Path.Combine(cli.Store, "tasks", "journal.jsonl"), TestContext.Current.CancellationToken);

        string saved = (await cli.SucceedAsync("draft", "list", "--json")).Output;
        await HookAsync(cli, "claude", "session-start");
        await HookAsync(cli, "claude", "post-tool");
        await HookAsync(cli, "claude", "stop");

        Assert.Equal(saved, (await cli.SucceedAsync("draft", "list", "--json")).Output);
        Assert.Equal(journal, await File.ReadAllTextAsync(Path.Combine(cli.Store, "tasks", "journal.jsonl"), TestContext.Current.CancellationToken));
        await HookAsync(cli, "claude", "session-end");
        journal = await File.ReadAllTextAsync(Path.Combine(cli.Store, "tasks", "journal.jsonl"), TestContext.Current.CancellationToken);
        await HookAsync(cli, "claude", "session-end");
        Assert.Equal(journal, await File.ReadAllTextAsync(Path.Combine(cli.Store, "tasks", "journal.jsonl"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_checkpoint_without_work_in_progress_ends_with_its_session()
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("init");
        await HookAsync(cli, "claude", "session-start");
        await HookAsync(cli, "claude", "pre-compact");
        await cli.SucceedAsync("draft", "load", Payloads.Session);

        await HookAsync(cli, "claude", "session-end");

        Assert.Equal(3, (await cli.RunAsync("draft", "load", Payloads.Session)).ExitCode);
    }

    [Fact]
    public async Task A_tool_renews_the_lease_of_the_claim_when_a_third_of_it_is_over()
    {
        using CliRun cli = new CliRun().Steady();
        var clock = (ManualClock)cli.Ports.Time;
        await cli.SucceedAsync("init");
        await HookAsync(cli, "claude", "session-start");
        string id = await cli.CreateAsync("work");
        await cli.ClaimAsync(id);
        string before = await LeaseAsync(cli, id);
        clock.Advance(TimeSpan.FromMinutes(2));
        await HookAsync(cli, "openhands", "post-tool");
        Assert.Equal(before, await LeaseAsync(cli, id));

        clock.Advance(TimeSpan.FromMinutes(4));
        await HookAsync(cli, "claude", "post-tool");

        Assert.NotEqual(before, await LeaseAsync(cli, id));
    }

    [Theory]
    [InlineData("{\"session_id\":\"s\",\"tool_name\":\"Read\",\"tool_input\":{\"file_path\":\"/etc/passwd\"}}")]
    [InlineData("{\"session_id\":\"s\",\"tool_name\":\"Edit\",\"tool_input\":{\"file_path\":\"/etc/passwd\"}}")]
    [InlineData("{\"session_id\":\"s\",\"tool_name\":\"Edit\",\"tool_input\":{\"file_path\":\"../../x\"}}")]
    [InlineData("{\"session_id\":\"s\",\"tool_name\":\"Edit\",\"tool_input\":{\"file_path\":\"a\\u0007b\"}}")]
    [InlineData("{\"session_id\":\"s\",\"tool_name\":\"Edit\",\"tool_input\":[[[{\"file_path\":\"a\"}]]]}")]
    [InlineData("{\"session_id\":\"s\",\"tool_name\":\"Edit\",\"tool_input\":\"not json\"}")]
    [InlineData("{\"session_id\":\"s\",\"tool_name\":7,\"tool_input\":null,\"cwd\":{},\"workspace_roots\":{}}")]
    public async Task What_is_no_change_of_a_file_of_the_project_is_not_noted(string payload)
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("init");
        string id = await cli.CreateAsync("work");
        cli.Set("DAYBOOK_SESSION", "s");
        await cli.SucceedAsync("task", "start", id);

        CliResult result = await cli.RunWithTextAsync(payload, "hook", "claude", "post-tool");

        Assert.Equal((0, "", ""), (result.ExitCode, result.Output, result.Error));
        Assert.Equal(0, (await cli.SucceedAsync("task", "show", id, "--json")).Json.GetProperty("context").GetProperty("files_modified").GetArrayLength());
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("[1,2]")]
    [InlineData("{\"session_id\":\"a\"} trailing")]
    [InlineData("{\"session_id\":")]
    public async Task Hostile_input_is_told_in_one_line_and_nothing_is_written(string payload)
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("init");
        foreach (string word in (string[])["session-start", "stop", "post-tool", "session-end"])
        {
            CliResult result = await cli.RunWithTextAsync(payload, "hook", "claude", word);
            Assert.Equal((0, ""), (result.ExitCode, result.Output));
            Assert.StartsWith("daybook hook: ", Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        }

        Assert.Empty((await cli.SucceedAsync("session", "list", "--quiet")).Lines);
    }

    [Fact]
    public async Task Deep_and_long_input_is_bounded()
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("init");
        string deep = "{\"x\":" + new string('[', 100_000);
        Assert.Equal((0, ""), Both(await cli.RunWithTextAsync(deep, "hook", "codex", "stop")));

        // What a tool answered may be longer than what is read; the session was told before it.
        string begun = Payloads.Of("codex", "session-start", cli.WorkingDirectory)[..^1];
        string longer = begun + ",\"tool_response\":\"" + new string('x', 9 << 20) + "\"}";
        Assert.Equal((0, ""), Both(await cli.RunWithTextAsync(longer, "hook", "codex", "stop")));
        await cli.SucceedAsync("draft", "load", Payloads.Session);
    }

    [Fact]
    public async Task A_stdin_that_never_ends_is_left_alone_after_two_seconds_of_the_clock()
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("init");
        cli.Ports = cli.Ports with { Time = new ImpatientTime(TimeSpan.MaxValue) };

        await using var input = new EndlessStream();
        CliResult result = await cli.RunWithInputAsync(input, "hook", "claude", "session-start");

        Assert.Equal((0, "", "daybook hook: not done within 2 seconds; the agent goes on without it\n"), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public async Task A_lock_that_others_hold_keeps_nobody_waiting_and_an_agent_is_primed_all_the_same()
    {
        var disk = new SimulatedFileSystem();
        var clock = new SimulatedClock();
        using var cli = new CliRun { Ports = new EmbeddedPorts(disk, clock, new ManualClock(), new SequentialIds()) { Processes = new ManualProcesses() } };
        disk.PlantDirectory("/state");
        cli.Set("DAYBOOK_STORE", "/state");
        await cli.SucceedAsync("init");
        await cli.CreateAsync("Fix the pool leak");
        await using EmbeddedStore _ = await EmbeddedStore.OpenAsync(new EmbeddedOptions { Directory = "/state" }, cli.Ports, TestContext.Current.CancellationToken);
        IFile journal = disk.Open("/state/tasks/journal.jsonl", OpenMode.Read);
        Assert.True(journal.TryLock(LockMode.Exclusive));
        TimeSpan before = clock.Elapsed;

        CliResult start = await cli.RunWithTextAsync($"{{\"session_id\":\"{Payloads.Session}\"}}", "hook", "claude", "session-start");

        Assert.Equal(0, start.ExitCode);
        Assert.Contains("Fix the pool leak", start.Output, StringComparison.Ordinal);
        Assert.StartsWith("daybook hook: ", Assert.Single(start.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.True(clock.Elapsed - before < TimeSpan.FromSeconds(2), $"{clock.Elapsed - before}");
        journal.Dispose();
    }

    [Fact]
    public async Task A_disk_that_refuses_is_told_as_that_and_the_agent_goes_on()
    {
        var disk = new SimulatedFileSystem();
        using var cli = new CliRun { Ports = new EmbeddedPorts(disk, new SimulatedClock(), new ManualClock(), new SequentialIds()) { Processes = new ManualProcesses() } };
        disk.Inject(Fault.Fails(FileSystemError.InputOutput) with { ForGood = true });

        CliResult stop = await cli.RunWithTextAsync($"{{\"session_id\":\"{Payloads.Session}\"}}", "hook", "claude", "stop");

        Assert.Equal((0, ""), (stop.ExitCode, stop.Output));
        Assert.StartsWith("daybook hook: ", stop.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("defect", stop.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("emacs", "session-start")]
    [InlineData("claude")]
    [InlineData("claude", "lunch")]
    [InlineData("claude", "stop", "--no-such-option", "more")]
    [InlineData("claude", "stop", "--wait", "soon")]
    public async Task Whatever_the_command_line_says_the_agent_goes_on(params string[] words)
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("init");
        CliResult result = await cli.RunWithTextAsync("{}", ["hook", .. words]);
        Assert.Equal((0, ""), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task A_session_whose_id_is_no_uuid_has_a_checkpoint_too()
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("init");
        await cli.RunWithTextAsync("{\"session_id\":\"abc-123\"}", "hook", "openhands", "session-start");

        await cli.RunWithTextAsync("{\"session_id\":\"abc-123\"}", "hook", "openhands", "stop");
        await cli.RunWithTextAsync("{\"session_id\":\"abc-123\"}", "hook", "openhands", "stop");

        string draft = Assert.Single((await cli.SucceedAsync("draft", "list", "--quiet")).Lines);
        Assert.Equal("abc-123", Text((await cli.SucceedAsync("draft", "load", draft, "--json")).Json.GetProperty("state"), "session_id"));
    }

    private static async Task<CliResult> HookAsync(CliRun cli, string harness, string word)
    {
        CliResult result = await cli.RunWithTextAsync(Payloads.Of(harness, word, cli.WorkingDirectory), "hook", harness, word);
        Assert.True(result is { ExitCode: 0, Error: "" }, result.Everything);
        return result;
    }

    private static async Task<string> LeaseAsync(CliRun cli, string id) =>
        (await cli.SucceedAsync("task", "show", id, "--json")).Json.GetProperty("claim").GetProperty("lease_expires_at").GetRawText();

    private static (int ExitCode, string Output) Both(CliResult result) => (result.ExitCode, result.Output);

    private static string? Text(JsonElement record, string name) => record.GetProperty(name).GetString();
}
