using System.Text.Json;
using Daybook.Testing;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Tasks;

public sealed class CreateCommandTests
{
    [Fact]
    public async Task A_created_task_has_the_approved_form()
    {
        using CliRun cli = new CliRun().Steady();
        string whole = await cli.CreateAsync("whole");
        string first = await cli.CreateAsync("first");

        CliResult result = await cli.RunAsync(
            "task", "create", "Implement feature X", "--description", "two\nlines", "--depends-on", first, "--parent", whole,
            "--priority", "1", "--tag", "core", "--tag", "api", "--json");

        Snapshot.Match(result.Everything);
    }

    [Fact]
    public async Task A_person_gets_one_line_and_a_script_the_id()
    {
        using CliRun cli = new CliRun().Steady();
        await cli.RunAsync("init");

        CliResult told = await cli.RunAsync("task", "create", "Test task");
        string id = await cli.CreateAsync("Another");

        Assert.Matches("^Created [0-9a-f-]{36}  Test task\n$", told.Output);
        Assert.Matches("^[0-9a-f-]{36}$", id);
    }

    [Fact]
    public async Task The_first_write_in_a_work_tree_makes_a_store_and_says_so()
    {
        using var cli = new CliRun();

        CliResult result = await cli.RunAsync("task", "create", "one");

        Assert.StartsWith("note: created a store at /root/work/.daybook\n", result.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(cli.Store, "tasks", "current.json")));
    }

    [Fact]
    public async Task Outside_of_git_it_names_init()
    {
        using var cli = new CliRun(isGit: false);
        foreach (string[] command in (string[][])[["create", "x"], ["list"], ["complete", "abcd"], ["claim", "--next"], ["resume"]])
        {
            CliResult result = await cli.RefusedAsync(3, ["task", .. command]);
            Assert.Contains("daybook init", result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_same_id_with_the_same_content_is_created_once()
    {
        using var cli = new CliRun();
        const string Id = "11111111-2222-4333-8444-555555555555";

        Assert.Equal(Id, await cli.CreateAsync("one", "--id", Id));
        Assert.Equal(Id, await cli.CreateAsync("one", "--id", Id));

        Assert.Equal(1, (await cli.RunAsync("task", "list", "--json")).Json.GetProperty("total").GetInt32());
        await cli.RefusedAsync(4, "task", "create", "two", "--id", Id);
    }

    [Theory]
    [InlineData("name is blank", "")]
    [InlineData("name is blank", "  ")]
    [InlineData("name contains a control character", "two\nlines")]
    [InlineData("name contains a control character", "a\u001b[31mred")]
    [InlineData("priority is 5", "x", "--priority", "5")]
    [InlineData("--priority high is not a whole number from 0 on", "x", "--priority", "high")]
    [InlineData("a tag contains a control character", "x", "--tag", "a\tb")]
    [InlineData("the id 'nope' is no UUID", "x", "--id", "nope")]
    [InlineData("the task's id contains a path separator", "x", "--parent", "../up")]
    public async Task What_no_task_may_be_is_a_usage_error_and_leaves_no_trace(string message, params string[] arguments)
    {
        using var cli = new CliRun();
        string[] command = ["task", "create", .. arguments];
        if (!arguments.Contains("--parent"))
        {
            Assert.Contains(message, (await cli.RefusedAsync(2, command)).Error, StringComparison.Ordinal);
        }

        await cli.RunAsync("init");
        Assert.Contains(message, (await cli.RefusedAsync(2, command)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_of_501_characters_and_a_description_of_300_kibibytes_are_refused()
    {
        using var cli = new CliRun();
        await cli.CreateAsync(new string('n', 500), "--description", new string('d', 256 << 10));

        CliResult name = await cli.RefusedAsync(2, "task", "create", new string('n', 501));
        CliResult description = await cli.RefusedAsync(2, "task", "create", "x", "--description", new string('d', 300 << 10));

        Assert.Contains("name has 501 characters; it may have 500", name.Error, StringComparison.Ordinal);
        Assert.Contains("the description has 307200 bytes; it may have 262144", description.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parent_or_dependency_that_is_not_there_is_not_found()
    {
        using var cli = new CliRun();
        await cli.RefusedAsync(3, "task", "create", "x", "--depends-on", "abcd");
        await cli.CreateAsync("one");

        CliResult result = await cli.RefusedAsync(3, "task", "create", "x", "--parent", "abcd", "--json");

        Assert.Equal("not_found", result.ErrorJson.GetProperty("code").GetString());
        Assert.Equal("there is no task abcd", result.ErrorJson.GetProperty("message").GetString());
    }

    [Fact]
    public async Task What_the_environment_knows_is_stored_with_the_event()
    {
        using var cli = new CliRun();
        cli.Set("DAYBOOK_AGENT", "codex-7");
        cli.Set("DAYBOOK_SESSION", "s-1");
        cli.Set("DAYBOOK_RUN", "r-1");
        cli.Set("DAYBOOK_OPERATION", "o-1");
        string id = await cli.CreateAsync("one");

        JsonElement happened = (await cli.RunAsync("task", "history", id, "--json")).Json.GetProperty("items")[0];

        Assert.Equal(
            ["codex-7", "s-1", "r-1", "o-1"],
            new[] { "agent", "session_id", "run_id", "operation_id" }.Select(name => happened.GetProperty(name).GetString()));
        cli.Set("DAYBOOK_SESSION", "a/b");
        Assert.Contains("the session id contains a path separator", (await cli.RefusedAsync(2, "task", "create", "x")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_in_upper_case_means_the_same_as_in_lower_case()
    {
        using var cli = new CliRun();
        const string Upper = "AAAAAAAA-2222-4333-8444-555555555555";
        string id = Upper.ToLowerInvariant();

        Assert.Equal(id, await cli.CreateAsync("one", "--id", Upper));
        Assert.Equal(id, await cli.CreateAsync("one", "--id", Upper));

        Assert.Equal(id + "\n", (await cli.SucceedAsync("task", "show", Upper, "--quiet")).Output);
        await cli.CreateAsync("two", "--depends-on", Upper);
        await cli.SucceedAsync("task", "start", Upper);
    }
}
