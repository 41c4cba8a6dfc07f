using System.Text.Json;
using Daybook.Testing;
using Xunit;

namespace Daybook.Cli.Tests.Commands;

public sealed class ReferenceTests
{
    [Fact]
    public async Task Show_ends_with_what_refers_to_a_record()
    {
        using CliRun cli = new CliRun().Steady();
        string parent = await cli.CreateAsync("Fix the pool leak");
        string part = await cli.CreateAsync("Find it", "--parent", parent);
        await cli.CreateAsync("Tell everybody", "--depends-on", parent);
        await cli.SucceedAsync("run", "start", "--project", "web", "--task", parent, "--agent", "codex", "--id", "run-1");
        await cli.SucceedAsync("run", "start", "--project", "web", "--task", "other", "--agent", "codex", "--id", "run-2", "--parent", "run-1");
        await cli.SucceedAsync("run", "start", "--project", "web", "--task", "other", "--agent", "codex", "--id", "run-3", "--previous", "run-1");
        string operation = (await cli.SucceedAsync(
            "op", "start", "--profile", "p", "--action", "fix", "--request", "Fix it", "--task", parent, "--run", "run-1", "--session", "session-1", "--quiet")).Output.Trim();
        string wrong = (await cli.SucceedAsync("remember", "Raise the retries", "--quiet")).Output.Trim();
        string right = (await cli.SucceedAsync(
            "remember", "Never raise the retries", "--task", parent, "--run", "run-1", "--operation", operation, "--session", "session-1", "--quiet")).Output.Trim();
        await cli.SucceedAsync("memory", "supersede", wrong, "--by", right);
        cli.Set("DAYBOOK_SESSION", "session-1");
        await cli.SucceedAsync("task", "start", part);
        string[][] shows = [["task", "show", parent], ["run", "show", "run-1"], ["op", "show", operation], ["memory", "show", right], ["session", "show", "session-1"]];
        var told = new List<string>();
        foreach (string[] show in shows)
        {
            JsonElement json = (await cli.SucceedAsync([.. show, "--json"])).Json;
            string text = (await cli.SucceedAsync(show)).Output;
            told.Add($"{show[0]} {json.GetProperty("references").GetRawText()}\n{text[text.IndexOf("== Referred", StringComparison.Ordinal)..]}");
        }

        Snapshot.Match(string.Join('\n', told));
    }

    [Fact]
    public async Task What_nothing_refers_to_is_shown_as_it_is_listed()
    {
        using CliRun cli = new CliRun().Steady();
        string id = await cli.CreateAsync("alone");
        Assert.Equal(
            (await cli.SucceedAsync("task", "list", "--json")).Json.GetProperty("items")[0].GetRawText(),
            (await cli.SucceedAsync("task", "show", id, "--json")).Output.Trim());
        Assert.DoesNotContain("Referred", (await cli.SucceedAsync("task", "show", id)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_of_that_name_in_a_record_of_another_program_stands_back()
    {
        using CliRun cli = new CliRun().Steady();
        await cli.SucceedAsync("init");
        await cli.SucceedAsync("memory", "add", "--type", "note", "--title", "old", "--id", "record-old");
        await File.AppendAllTextAsync(cli.Log, "{\"id\":\"record-new\",\"type\":\"note\",\"title\":\"new\",\"references\":7}\n", TestContext.Current.CancellationToken);
        Assert.Equal("7", (await cli.SucceedAsync("memory", "show", "record-new", "--json")).Json.GetProperty("references").GetRawText());
        await cli.SucceedAsync("memory", "supersede", "record-old", "--by", "record-new");
        Assert.Equal(
            "[{\"kind\":\"memory\",\"id\":\"record-old\",\"title\":\"old\"}]",
            (await cli.SucceedAsync("memory", "show", "record-new", "--json")).Json.GetProperty("references").GetRawText());
    }

    [Fact]
    public async Task The_command_line_wins_over_the_environment()
    {
        using var cli = new CliRun();
        cli.Set("DAYBOOK_SESSION", "env");
        cli.Set("DAYBOOK_RUN", "env");
        string id = (await cli.SucceedAsync("memory", "add", "--type", "note", "--session", "line", "--quiet")).Output.Trim();
        JsonElement record = (await cli.SucceedAsync("memory", "show", id, "--json")).Json;
        Assert.Equal(("line", "env"), (record.GetProperty("session_id").GetString(), record.GetProperty("run_id").GetString()));
    }
}
