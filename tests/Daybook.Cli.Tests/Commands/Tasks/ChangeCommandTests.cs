using System.Text;
using System.Text.Json;
using Daybook.Testing;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Tasks;

/// <summary>start, complete, fail, cancel, reopen, release, edit, note, depend.</summary>
public sealed class ChangeCommandTests
{
    [Fact]
    public async Task Every_change_answers_with_the_task_as_it_is_then()
    {
        using CliRun cli = new CliRun().Steady();
        string first = await cli.CreateAsync("first");
        string task = await cli.CreateAsync("task");
        var answers = new StringBuilder();
        foreach (string[] change in (string[][])
        [
            ["edit", task, "--name", "Task", "--description", "d", "--priority", "0", "--parent", first, "--tag", "a", "--tag", "b"],
            ["edit", task, "--description", "", "--parent", "", "--untag", "a"],
            ["depend", task, "--on", first],
            ["depend", task, "--remove", first],
            ["start", task, "--reason", "because"],
            ["note", task, "--decision", "Use the async pattern", "--file-modified", "src/main.rs", "--set", "n=3", "--set", "who=[\"ann\"]"],
            ["release", task],
            ["start", task],
            ["complete", task, "--reason", "merged"],
            ["reopen", task, "--reason", "fails again"],
            ["start", task],
            ["fail", task, "--reason", "out of time"],
            ["reopen", task],
            ["cancel", task, "--reason", "not wanted"],
        ])
        {
            ((ManualClock)cli.Ports.Time).Advance(TimeSpan.FromSeconds(5));
            answers.Append((await cli.SucceedAsync(["task", .. change, "--json"])).Output);
        }

        Snapshot.Match(answers.ToString(), "jsonl");
    }

    [Fact]
    public async Task A_person_gets_one_line()
    {
        using CliRun cli = new CliRun().Steady();
        string id = await cli.CreateAsync("work");
        var words = new StringBuilder();
        foreach (string[] change in (string[][])
        [
            ["edit", id, "--priority", "1"], ["start", id], ["note", id, "--decision", "x"], ["heartbeat", id], ["release", id],
            ["start", id], ["complete", id], ["reopen", id], ["start", id], ["fail", id], ["reopen", id], ["cancel", id],
        ])
        {
            words.Append((await cli.SucceedAsync(["task", .. change])).Output.Replace(id, "ID", StringComparison.Ordinal));
        }

        Snapshot.Match(words.ToString());
        Assert.Equal(id, (await cli.SucceedAsync("task", "reopen", id, "--quiet")).Output.Trim());
    }

    [Theory]
    [InlineData("complete")]
    [InlineData("fail")]
    [InlineData("reopen")]
    [InlineData("release")]
    [InlineData("heartbeat")]
    public async Task A_move_that_a_pending_task_does_not_allow_names_the_ones_it_does(string verb)
    {
        using var cli = new CliRun();
        string id = await cli.CreateAsync("work");

        CliResult result = await cli.RefusedAsync(4, "task", verb, id);

        Assert.Contains($"task {id} is pending", result.Error, StringComparison.Ordinal);
        Assert.Contains("what it allows: start, claim, cancel, edit, note, depend", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("start")]
    [InlineData("complete")]
    [InlineData("fail")]
    [InlineData("cancel")]
    [InlineData("release")]
    [InlineData("heartbeat")]
    [InlineData("claim")]
    [InlineData("edit", "--name", "x")]
    [InlineData("note", "--decision", "x")]
    [InlineData("depend", "--on", "OTHER")]
    public async Task A_finished_task_allows_reopen_and_nothing_else(string verb, params string[] options)
    {
        using var cli = new CliRun();
        string id = await cli.CreateAsync("work");
        string other = await cli.CreateAsync("other");
        await cli.SucceedAsync("task", "start", id);
        await cli.SucceedAsync("task", "complete", id);

        CliResult result = await cli.RefusedAsync(4, ["task", verb, id, .. options.Select(option => option == "OTHER" ? other : option)]);

        Assert.Contains("what it allows: reopen", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("start")]
    [InlineData("complete")]
    [InlineData("fail")]
    [InlineData("cancel")]
    [InlineData("reopen")]
    [InlineData("release")]
    [InlineData("heartbeat")]
    [InlineData("claim")]
    [InlineData("show")]
    [InlineData("history")]
    [InlineData("edit", "--name", "x")]
    [InlineData("note", "--decision", "x")]
    [InlineData("depend", "--on", "abcd")]
    public async Task An_id_that_is_unknown_or_too_short_is_not_found(string verb, params string[] options)
    {
        using var cli = new CliRun();
        await cli.RefusedAsync(3, ["task", verb, "abcdef", .. options]);
        string id = await cli.CreateAsync("work", "--id", "11111111-2222-4333-8444-555555555555");
        foreach (string unknown in (string[])["abcdef", id[..3], "22222222-2222-4333-8444-555555555555"])
        {
            CliResult result = await cli.RefusedAsync(3, ["task", verb, unknown, .. options, "--json"]);
            Assert.Equal(unknown, result.ErrorJson.GetProperty("id").GetString());
            Assert.Equal(unknown.Length < 4, result.ErrorJson.GetProperty("hint").GetString()!.Contains("at least 4 characters", StringComparison.Ordinal));
        }

        await cli.RefusedAsync(2, ["task", verb, "../up", .. options]);
    }

    [Fact]
    public async Task A_prefix_of_four_characters_is_enough_and_an_ambiguous_one_lists_the_candidates()
    {
        using var cli = new CliRun();
        await cli.CreateAsync("one", "--id", "11111111-2222-4333-8444-555555555555");
        await cli.CreateAsync("two", "--id", "11112222-2222-4333-8444-555555555555");
        await cli.CreateAsync("three", "--id", "33333333-2222-4333-8444-555555555555");

        Assert.Equal(0, (await cli.RunAsync("task", "start", "3333")).ExitCode);
        CliResult json = await cli.RefusedAsync(4, "task", "start", "1111", "--json");
        CliResult text = await cli.RefusedAsync(4, "task", "depend", "3333", "--on", "1111");

        Assert.Equal(
            "[\"11111111-2222-4333-8444-555555555555\",\"11112222-2222-4333-8444-555555555555\"]",
            json.ErrorJson.GetProperty("candidates").GetRawText());
        Assert.EndsWith("  11111111-2222-4333-8444-555555555555\n  11112222-2222-4333-8444-555555555555\n", text.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_cannot_wait_for_itself_nor_in_a_circle_which_is_printed()
    {
        using var cli = new CliRun();
        string a = await cli.CreateAsync("a");
        string b = await cli.CreateAsync("b", "--depends-on", a);
        string c = await cli.CreateAsync("c", "--depends-on", b);

        Assert.Contains("cannot wait for itself", (await cli.RefusedAsync(2, "task", "depend", a, "--on", a)).Error, StringComparison.Ordinal);
        Assert.Contains($"{a} -> {b} -> {a}", (await cli.RefusedAsync(4, "task", "depend", a, "--on", b)).Error, StringComparison.Ordinal);
        Assert.Contains($"{a} -> {c} -> {b} -> {a}", (await cli.RefusedAsync(4, "task", "depend", a, "--on", c)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_cannot_be_its_own_part()
    {
        using var cli = new CliRun();
        string a = await cli.CreateAsync("a");
        string b = await cli.CreateAsync("b", "--parent", a);

        Assert.Contains($"{a} -> {a}", (await cli.RefusedAsync(4, "task", "edit", a, "--parent", a)).Error, StringComparison.Ordinal);
        Assert.Contains($"{a} -> {b} -> {a}", (await cli.RefusedAsync(4, "task", "edit", a, "--parent", b)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_for_others_cannot_be_begun()
    {
        using var cli = new CliRun();
        string a = await cli.CreateAsync("a");
        string b = await cli.CreateAsync("b", "--depends-on", a);

        Assert.Contains($"task {b} waits for {a}", (await cli.RefusedAsync(4, "task", "start", b)).Error, StringComparison.Ordinal);
        await cli.RefusedAsync(4, "task", "claim", b);
        await cli.SucceedAsync("task", "start", a);
        await cli.SucceedAsync("task", "fail", a);
        await cli.RefusedAsync(4, "task", "start", b);
        await cli.SucceedAsync("task", "depend", b, "--remove", a);
        await cli.SucceedAsync("task", "start", b);
    }

    [Theory]
    [InlineData("edit")]
    [InlineData("edit", "--name", "")]
    [InlineData("edit", "--name", "a\u0007b")]
    [InlineData("edit", "--priority", "-1")]
    [InlineData("note")]
    [InlineData("note", "--set", "novalue")]
    [InlineData("note", "--set", "a=1", "--set", "a=2")]
    [InlineData("note", "--set", "decisions=x")]
    [InlineData("note", "--file-modified", "a\nb")]
    [InlineData("depend")]
    [InlineData("depend", "--on", "abcd", "--remove", "abcd")]
    [InlineData("heartbeat", "--lease", "0s")]
    [InlineData("heartbeat", "--lease", "31d")]
    [InlineData("complete", "--token", "seven")]
    public async Task What_no_change_may_be_is_a_usage_error(string verb, params string[] options)
    {
        using var cli = new CliRun();
        string id = await cli.CreateAsync("work");

        await cli.RefusedAsync(2, ["task", verb, id, .. options]);
    }

    [Fact]
    public async Task Values_of_a_note_are_text_unless_they_are_a_list_or_an_object()
    {
        using var cli = new CliRun();
        string id = await cli.CreateAsync("work");

        CliResult result = await cli.SucceedAsync(
            "task", "note", id, "--set", "a=3", "--set", "b=null", "--set", "c={\"x\":1}", "--set", "d=[1", "--set", "e=k=v", "--set", "f=", "--json");

        JsonElement context = result.Json.GetProperty("context");
        Assert.Equal("\"3\" \"null\" {\"x\":1} \"[1\" \"k=v\" \"\"", string.Join(' ', "abcdef".Select(key => context.GetProperty($"{key}").GetRawText())));
    }
}
