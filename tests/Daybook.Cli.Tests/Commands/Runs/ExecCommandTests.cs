using System.Text.Json;
using Daybook.Cli.Processes;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Runs;

/// <summary>Real programs as recorded runs.</summary>
public sealed class ExecCommandTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Output_comes_through_and_is_kept_and_the_exit_code_is_passed_on()
    {
        using var cli = new CliRun();
        CliResult result = await cli.RunAsync("run", "exec", "--project", "web", "--task", "t1", "--agent", "demo", "--", "sh", "-c", "echo out; echo err >&2; exit 3");
        Assert.Equal((3, "out\n"), (result.ExitCode, result.Output));
        Assert.EndsWith("err\n", result.Error, StringComparison.Ordinal);
        JsonElement run = await OnlyAsync(cli);
        Assert.Equal(
            ("failed", 3, "web", "t1", "demo", "exited with code 3", "sh -c 'echo out; echo err >&2; exit 3'"),
            (Text(run, "state"), run.GetProperty("exit_code").GetInt32(), Text(run, "project_id"), Text(run, "task_id"), Text(run, "agent_type"), Text(run, "error_summary"), Text(run, "commandline")));
        Assert.True(run.GetProperty("pid").GetInt32() > 0);
        string id = Text(run, "run_id");
        Assert.Equal("out\n", (await cli.RunAsync("run", "logs", id)).Output);
        Assert.Equal("err\n", (await cli.RunAsync("run", "logs", id, "--stderr")).Output);
        Assert.Equal("{\"line\":1,\"text\":\"out\"}\n", (await cli.RunAsync("run", "logs", id, "--json", "--follow")).Output);
    }

    [Theory]
    [InlineData("'--timout' is not known to 'daybook run exec'\nhint: did you mean --timeout?", "--timout", "5s", "--", "echo", "hi")]
    [InlineData("'--timout=5s' is not known", "--timout=5s", "--", "echo", "hi")]
    [InlineData("'-t' is not known", "-t", "5s", "--", "echo", "hi")]
    [InlineData("'--frob' is not known", "--task", "t1", "--frob", "echo")]
    public async Task A_misspelt_option_is_no_program(string words, params string[] given)
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("init");
        CliResult refused = await cli.RefusedAsync(2, ["run", "exec", .. given]);
        Assert.StartsWith($"error: {words}", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_behind_the_program_is_its_own_and_behind_two_dashes_the_program_may_have_any_name()
    {
        using var cli = new CliRun();
        Assert.Equal("x --timout -n\n", (await cli.SucceedAsync("run", "exec", "echo", "x", "--timout", "-n")).Output);
        Assert.Equal("x\n", (await cli.SucceedAsync("run", "exec", "sh", "-c", "echo x")).Output);
        CliResult missing = await cli.RunAsync("run", "exec", "--", "--timout");
        Assert.Equal(127, missing.ExitCode);
    }

    [Fact]
    public async Task A_secret_among_the_words_reaches_the_program_and_not_the_record()
    {
        const string Token = "ghp_aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5";
        using var cli = new CliRun();
        Assert.Equal($"{Token}\n", (await cli.RunAsync("run", "exec", "--", "echo", Token)).Output);
        Assert.Matches(@"^echo '?\[REDACTED:[^ ]*\]'?$", Text(await OnlyAsync(cli), "commandline"));
    }

    [Fact]
    public async Task The_program_knows_its_run_and_a_nested_one_becomes_its_child()
    {
        using var cli = new CliRun();
        CliResult outer = await cli.RunAsync("run", "exec", "--task", "t1", "--", "sh", "-c", "echo $DAYBOOK_RUN $DAYBOOK_TASK $DAYBOOK_STORE");
        string id = Text(await OnlyAsync(cli), "run_id");
        Assert.Equal($"{id} t1 /root/work/.daybook\n", outer.Output);
        cli.Set("DAYBOOK_RUN", id);
        await cli.RunAsync("run", "exec", "--", "true");
        JsonElement tree = (await cli.RunAsync("run", "tree", "--json")).Json.GetProperty("items");
        Assert.Equal(1, tree.GetArrayLength());
        Assert.Equal("completed", Text(tree[0].GetProperty("children")[0], "state"));
    }

    [Fact]
    public async Task The_program_finds_the_open_session_of_its_agent_and_no_task_where_none_was_named()
    {
        using var cli = new CliRun();
        string[] tell = ["run", "exec", "--", "sh", "-c", "echo $DAYBOOK_SESSION.$DAYBOOK_TASK"];
        await cli.RunAsync("session", "start", "--agent", "another");
        Assert.Equal(".\n", (await cli.RunAsync(tell)).Output);
        string session = (await cli.RunAsync("session", "start", "--quiet")).Output.Trim();
        Assert.Equal($"{session}.\n", (await cli.RunAsync(tell)).Output);
        await cli.RunAsync("session", "end");
        Assert.Equal(".\n", (await cli.RunAsync(tell)).Output);
    }

    [Fact]
    public async Task Where_sessions_cannot_be_read_the_program_still_runs()
    {
        using var cli = new CliRun();
        await cli.RunAsync("init");
        await File.WriteAllTextAsync(Path.Combine(cli.Store, "tasks"), "in the way", Cancellation);
        Assert.Equal("works\n", (await cli.RunAsync("run", "exec", "--", "echo", "works")).Output);
        Assert.Equal("completed", Text(await OnlyAsync(cli), "state"));
    }

    [Fact]
    public async Task A_prompt_is_given_on_stdin_and_kept()
    {
        using var cli = new CliRun();
        await File.WriteAllTextAsync(Path.Combine(cli.WorkingDirectory, "p.md"), "do it\n", Cancellation);
        Assert.Equal("do it\n", (await cli.RunAsync("run", "exec", "--prompt-file", "p.md", "--", "cat")).Output);
        string path = Text(await OnlyAsync(cli), "path").Replace("/root", cli.Root, StringComparison.Ordinal);
        Assert.Equal("do it\n", await File.ReadAllTextAsync(Path.Combine(path, "prompt.md"), Cancellation));
        Assert.Equal(2, (await cli.RunAsync("run", "exec", "--prompt-file", "none.md", "--", "cat")).ExitCode);
        Assert.Equal(2, (await cli.RunAsync("run", "exec", "--timeout", "0s", "--", "cat")).ExitCode);
    }

    [Fact]
    public async Task A_prompt_may_stand_behind_a_link_or_come_by_a_pipe_and_leaves_no_copy_behind()
    {
        using var cli = new CliRun();
        string folder = cli.WorkingDirectory;
        await File.WriteAllTextAsync(Path.Combine(folder, "p.md"), "do it\n", Cancellation);
        File.CreateSymbolicLink(Path.Combine(folder, "link.md"), "p.md");
        string pipe = Path.Combine(folder, "pipe");
        ChildResult made = await ChildProcess.RunAsync(new ChildStart(["mkfifo", pipe], folder), Cancellation);
        Assert.SkipUnless(made.ExitCode == 0, made.Errors);
        Task writing = Task.Run(() => File.WriteAllText(pipe, "piped\n"), Cancellation);
        Assert.Equal("piped\n", (await cli.RunAsync("run", "exec", "--prompt-file", "pipe", "--", "cat")).Output);
        await writing;
        string path = Text(await OnlyAsync(cli), "path").Replace("/root", cli.Root, StringComparison.Ordinal);
        Assert.Equal("piped\n", await File.ReadAllTextAsync(Path.Combine(path, "prompt.md"), Cancellation));
        Assert.Equal("do it\n", (await cli.RunAsync("run", "exec", "--prompt-file", "link.md", "--", "cat")).Output);
        Assert.Equal(2, (await cli.RunAsync("run", "exec", "--prompt-file", ".", "--", "cat")).ExitCode);
        Assert.Empty(Directory.EnumerateFiles(cli.Root, "daybook-prompt-*"));
    }

    [Fact]
    public async Task A_prompt_that_never_ends_is_refused()
    {
        using var cli = new CliRun();
        string pipe = Path.Combine(cli.WorkingDirectory, "pipe");
        ChildResult made = await ChildProcess.RunAsync(new ChildStart(["mkfifo", pipe], cli.WorkingDirectory), Cancellation);
        Assert.SkipUnless(made.ExitCode == 0, made.Errors);
        using ChildProcess endless = ChildProcess.Start(new ChildStart(["sh", "-c", "exec yes > pipe"], cli.WorkingDirectory));
        CliResult refused = await cli.RunAsync("run", "exec", "--prompt-file", "pipe", "--", "cat");
        Assert.Equal(2, refused.ExitCode);
        Assert.Empty(Directory.EnumerateFiles(cli.Root, "daybook-prompt-*"));
    }

    [Fact]
    public async Task What_cannot_be_started_is_recorded_with_the_codes_of_a_shell()
    {
        using var cli = new CliRun();
        await File.WriteAllTextAsync(Path.Combine(cli.WorkingDirectory, "plain"), "", Cancellation);
        Assert.Equal(127, (await cli.RunAsync("run", "exec", "--", "no-such-program-here")).ExitCode);
        Assert.Equal(126, (await cli.RunAsync("run", "exec", "--", Path.Combine(cli.WorkingDirectory, "plain"))).ExitCode);
        CliResult told = await cli.RunAsync("run", "exec", "--json", "--", "no-such-program-here");
        Assert.Equal((127, "not_found"), (told.ExitCode, told.ErrorJson.GetProperty("code").GetString()));
        JsonElement items = (await cli.RunAsync("run", "list", "--json")).Json.GetProperty("items");
        Assert.Equal([127, 126, 127], items.EnumerateArray().Select(run => run.GetProperty("exit_code").GetInt32()));
        Assert.Contains("no-such-program-here", Text(items[2], "error_summary"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signal_is_told_as_a_shell_tells_it()
    {
        using var cli = new CliRun();
        Assert.Equal(137, (await cli.RunAsync("run", "exec", "--", "sh", "-c", "kill -9 $$")).ExitCode);
        JsonElement run = await OnlyAsync(cli);
        Assert.Equal(("failed", "ended by signal 9"), (Text(run, "state"), Text(run, "error_summary")));
    }

    [Fact]
    public async Task A_program_starts_with_its_signals_as_a_shell_leaves_them()
    {
        using var cli = new CliRun();
        CliResult result = await cli.RunAsync("run", "exec", "--", "grep", "-E", "^Sig(Ign|Blk)", "/proc/self/status");

        // Above 31 stand the signals that the C library keeps for itself.
        Assert.Equal([0, 0], result.Lines.Select(line => Convert.ToInt64(line.Split('\t')[1], 16) & 0x7fffffff));
    }

    [Fact]
    public async Task A_timeout_ends_the_whole_group_even_if_it_does_not_listen()
    {
        using var cli = new CliRun();
        CliResult result = await cli.RunAsync("run", "exec", "--timeout", "300ms", "--", "sh", "-c", "sleep 300 & echo $!; exec sleep 300");
        Assert.Equal(124, result.ExitCode);
        Assert.StartsWith("timed out", Text(await OnlyAsync(cli), "error_summary"), StringComparison.Ordinal);
        Assert.False(Directory.Exists($"/proc/{result.Lines[0]}") && !(await File.ReadAllTextAsync($"/proc/{result.Lines[0]}/stat", Cancellation)).Contains(") Z", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_daemon_that_keeps_the_output_open_does_not_keep_the_run_open()
    {
        using var cli = new CliRun();
        CliResult result = await cli.RunAsync("run", "exec", "--", "sh", "-c", "sleep 300 & echo $!");
        using (System.Diagnostics.Process daemon = System.Diagnostics.Process.GetProcessById(int.Parse(result.Lines[0])))
        {
            daemon.Kill();
        }

        Assert.Equal("completed", Text(await OnlyAsync(cli), "state"));
    }

    [Fact]
    public async Task A_child_that_closes_its_outputs_is_still_waited_for()
    {
        using var cli = new CliRun();
        Assert.Equal(4, (await cli.RunAsync("run", "exec", "--", "sh", "-c", "exec >&- 2>&-; sleep 0.3; exit 4")).ExitCode);
    }

    [Theory]
    [InlineData("DAYBOOK_TASK", "a/b", "the task id contains a path separator")]
    [InlineData("DAYBOOK_RUN", "../x", "the parent run id contains a path separator")]
    [InlineData("DAYBOOK_AGENT", "an\tagent", "agent is blank or has a control character in it")]
    public async Task A_variable_that_no_run_may_hold_is_told_and_left_out_and_the_program_runs(string variable, string value, string reason)
    {
        using var cli = new CliRun();
        cli.Set(variable, value);
        CliResult result = await cli.RunAsync("run", "exec", "--", "echo", "works");
        Assert.Equal((0, "works\n"), (result.ExitCode, result.Output));
        Assert.Contains($"warning: {variable} is ignored: {reason}", result.Error, StringComparison.Ordinal);
        JsonElement run = await OnlyAsync(cli);
        Assert.Equal(("adhoc", "echo"), (Text(run, "task_id"), Text(run, "agent_type")));
        Assert.False(run.TryGetProperty("parent_run_id", out JsonElement parent) && parent.ValueKind == JsonValueKind.String);
    }

    [Fact]
    public async Task A_program_whose_name_is_no_agents_runs_too()
    {
        using var cli = new CliRun();
        string program = Path.Combine(cli.WorkingDirectory, "a\nb");
        File.CreateSymbolicLink(program, "/bin/echo");
        Assert.Equal("works\n", (await cli.RunAsync("run", "exec", "--", program, "works")).Output);
        Assert.Equal("program", Text(await OnlyAsync(cli), "agent_type"));
    }

    [Fact]
    public async Task Without_a_store_the_program_still_runs()
    {
        using var cli = new CliRun(isGit: false);
        CliResult result = await cli.RunAsync("run", "exec", "--", "echo", "works");
        Assert.Equal((0, "works\n"), (result.ExitCode, result.Output));
        Assert.Contains("warning: the run is not recorded", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_store_cannot_be_written_the_program_still_runs()
    {
        using var cli = new CliRun();
        await cli.RunAsync("init");
        await File.WriteAllTextAsync(Path.Combine(cli.Store, "runs"), "in the way", Cancellation);
        CliResult result = await cli.RunAsync("run", "exec", "--", "echo", "works");
        Assert.Equal((0, "works\n"), (result.ExitCode, result.Output));
        Assert.Contains("warning", result.Error, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> OnlyAsync(CliRun cli)
    {
        JsonElement items = (await cli.RunAsync("run", "list", "--json")).Json.GetProperty("items");
        Assert.Equal(1, items.GetArrayLength());
        return items[0];
    }

    private static string Text(JsonElement run, string name) => run.GetProperty(name).GetString() ?? "";
}
