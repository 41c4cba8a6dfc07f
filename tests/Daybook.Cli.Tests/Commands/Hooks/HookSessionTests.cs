using Daybook.Git;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Hooks;

/// <summary>Which session a hook acts in, and what it does where the harness tells less than it should.</summary>
public sealed class HookSessionTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("{\"session_id\":7}")]
    [InlineData("{\"session_id\":\"\\ud800\"}")]
    public async Task Without_an_id_nobodys_session_is_touched_saved_or_ended(string payload)
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("init");
        await HookAsync(cli, "session-start", Of("one"));
        await cli.SucceedAsync("task", "start", await cli.CreateAsync("work"));
        string before = await JournalAsync(cli);
        foreach (string word in (string[])["post-tool", "stop", "session-end"])
        {
            CliResult result = await HookAsync(cli, word, payload.Replace("{", "{\"tool_name\":\"Edit\",\"file_path\":\"a.cs\"" + (payload == "{}" ? "" : ","), StringComparison.Ordinal));
            Assert.Equal(("", ""), (result.Output, result.Error));
        }

        Assert.Equal(before, await JournalAsync(cli));
        Assert.Empty((await cli.SucceedAsync("draft", "list", "--quiet")).Lines);
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("a\\u0000b")]
    public async Task An_unusable_id_is_told_in_one_line_and_keeps_no_agent_from_being_primed(string id)
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("init");
        await cli.CreateAsync("Fix the pool leak");
        string before = await JournalAsync(cli);
        foreach (string word in (string[])["session-start", "stop", "post-tool", "session-end"])
        {
            CliResult result = await HookAsync(cli, word, Of(id));
            Assert.Equal(word == "session-start", result.Output.Contains("Fix the pool leak", StringComparison.Ordinal));
            Assert.StartsWith("daybook hook: ", Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        }

        Assert.Equal(before, await JournalAsync(cli));
    }

    [Fact]
    public async Task Half_of_a_surrogate_pair_drops_its_field_alone()
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("init");
        CliResult start = await HookAsync(cli, "session-start", "{\"session_id\":\"one\",\"transcript_path\":\"/t/\\ud800\"}");
        Assert.Equal("", start.Error);
        string id = await cli.CreateAsync("work");
        await cli.SucceedAsync("task", "start", id);

        await HookAsync(cli, "post-tool", "{\"session_id\":\"one\",\"tool_name\":\"Edit\",\"tool_input\":{\"command\":\"\\ud800\",\"file_path\":\"a.cs\"}}");

        Assert.Equal(["a.cs"], await FilesAsync(cli, id));
    }

    [Theory]
    [InlineData("post-tool")]
    [InlineData("stop")]
    public async Task A_session_whose_start_was_not_seen_is_begun_by_what_is_seen_of_it_first(string word)
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("init");

        await HookAsync(cli, word, Of("late"));

        Assert.Equal(["late"], (await cli.SucceedAsync("session", "list", "--quiet")).Lines);
        string id = await cli.CreateAsync("work");
        await cli.SucceedAsync("task", "start", id);
        await HookAsync(cli, "post-tool", Edit("late"));
        Assert.Equal(["a.cs"], await FilesAsync(cli, id));
    }

    [Fact]
    public async Task A_task_that_was_taken_before_the_first_hook_stays_in_its_session_and_has_its_files_noted()
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("init");
        string id = await cli.CreateAsync("work");
        await cli.ClaimAsync(id);

        await HookAsync(cli, "post-tool", Edit("late"));
        await HookAsync(cli, "stop", Of("late"));

        Assert.Equal(["a.cs"], await FilesAsync(cli, id));
        string session = Assert.Single((await cli.SucceedAsync("session", "list", "--quiet")).Lines);
        Assert.NotEqual("late", session);
        Assert.Single((await cli.SucceedAsync("draft", "list", "--quiet")).Lines);
    }

    [Fact]
    public async Task A_slow_git_costs_what_it_knows_and_not_the_rest()
    {
        using var cli = new CliRun { Git = new SilentGit() };
        await cli.SucceedAsync("init");
        await cli.CreateAsync("Fix the pool leak");
        cli.Ports = cli.Ports with { Time = new ImpatientTime(TimeSpan.FromSeconds(1)) };

        CliResult start = await HookAsync(cli, "session-start", Of("one"));

        Assert.Equal("", start.Error);
        Assert.Contains("Fix the pool leak", start.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_agent_does_by_commands_is_its_sessions_where_the_harness_has_a_file_for_variables()
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("init");
        string file = Path.Combine(cli.Root, "session-env.sh");
        await File.WriteAllTextAsync(file, "export A=1", TestContext.Current.CancellationToken);
        cli.Set("CLAUDE_ENV_FILE", file);

        await HookAsync(cli, "session-start", Of("one"));
        await HookAsync(cli, "session-start", Of("one"));
        string first = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await HookAsync(cli, "session-start", Of("two"));
        await HookAsync(cli, "session-start", Of("one"));

        Assert.Equal("export A=1\nexport DAYBOOK_SESSION=one\n", first);
        Assert.Equal(first + "export DAYBOOK_SESSION=two\nexport DAYBOOK_SESSION=one\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_for_variables_that_cannot_be_written_is_told_and_keeps_no_agent_from_being_primed()
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("init");
        await cli.CreateAsync("Fix the pool leak");
        cli.Set("CLAUDE_ENV_FILE", Path.Combine(cli.Root, "nowhere", "session-env.sh"));

        CliResult start = await HookAsync(cli, "session-start", Of("one"));

        Assert.Contains("Fix the pool leak", start.Output, StringComparison.Ordinal);
        Assert.StartsWith("daybook hook: ", Assert.Single(start.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private static string Of(string id) => $"{{\"session_id\":\"{id}\"}}";

    private static string Edit(string id) => $"{{\"session_id\":\"{id}\",\"tool_name\":\"Edit\",\"tool_input\":{{\"file_path\":\"a.cs\"}}}}";

    private static async Task<CliResult> HookAsync(CliRun cli, string word, string payload)
    {
        CliResult result = await cli.RunWithTextAsync(payload, "hook", "claude", word);
        Assert.Equal(0, result.ExitCode);
        return result;
    }

    private static async Task<IEnumerable<string?>> FilesAsync(CliRun cli, string id) =>
        (await cli.SucceedAsync("task", "show", id, "--json")).Json.GetProperty("context").GetProperty("files_modified").EnumerateArray().Select(file => file.GetString());

    private static Task<string> JournalAsync(CliRun cli) =>
        File.ReadAllTextAsync(Path.Combine(cli.Store, "tasks", "journal.jsonl"), TestContext.Current.CancellationToken);

    private sealed class SilentGit : IGitChanges
    {
        public async Task<UncommittedFiles> ListAsync(string workTree, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return UncommittedFiles.None;
        }
    }
}
