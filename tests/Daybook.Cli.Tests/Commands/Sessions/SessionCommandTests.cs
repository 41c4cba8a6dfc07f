using System.Text.Json;
using Daybook.Testing;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Sessions;

public sealed class SessionCommandTests
{
    [Fact]
    public async Task Each_command_has_the_approved_form()
    {
        using CliRun cli = new CliRun().Steady();
        string answers = "";
        foreach (string[] command in (string[][])
        [
            ["session", "start", "--agent", "codex-7"], ["session", "start"], ["session", "scope", "the connection pool"],
            ["session", "list"], ["session", "end"], ["session", "list", "--limit", "1"],
        ])
        {
            ((ManualClock)cli.Ports.Time).Advance(TimeSpan.FromMinutes(1));
            answers += (await cli.RunAsync([.. command, "--json"])).Everything;
        }

        Snapshot.Match(answers + (await cli.RunAsync("session", "list")).Everything);
    }

    [Fact]
    public async Task A_session_is_shown_by_a_prefix_with_its_current_task()
    {
        using var cli = new CliRun();
        cli.Set("DAYBOOK_SESSION", "session-of-mine");
        string id = await cli.CreateAsync("work");
        await cli.SucceedAsync("task", "start", id);

        JsonElement session = (await cli.SucceedAsync("session", "show", "sess", "--json")).Json;

        Assert.Equal(("session-of-mine", id), (session.GetProperty("session_id").GetString(), session.GetProperty("current_task_id").GetString()));
        Assert.Contains($"current_task   {id}\n", (await cli.SucceedAsync("session", "show", "session-of-mine")).Output, StringComparison.Ordinal);
        cli.Set("DAYBOOK_SESSION", "session-of-yours");
        await cli.SucceedAsync("session", "start");
        Assert.Equal(2, (await cli.RefusedAsync(4, "session", "show", "sess", "--json")).ErrorJson.GetProperty("candidates").GetArrayLength());
    }

    [Fact]
    public async Task The_session_of_the_environment_is_meant_wherever_none_is_named()
    {
        using var cli = new CliRun();
        string id = (await cli.SucceedAsync("session", "start", "--quiet")).Output.Trim();
        await cli.SucceedAsync("session", "start");
        cli.Set("DAYBOOK_SESSION", id);

        Assert.Equal($"Changed session {id}\n", (await cli.SucceedAsync("session", "scope", "mine")).Output);
        Assert.Equal($"Ended session {id}\n", (await cli.SucceedAsync("session", "end")).Output);
        Assert.Equal($"{id}\n", (await cli.SucceedAsync("session", "end", "--quiet")).Output);
    }

    [Fact]
    public async Task Pages_follow_each_other()
    {
        using var cli = new CliRun();
        var started = new List<string?>();
        for (int number = 0; number < 5; number++)
        {
            started.Insert(0, (await cli.SucceedAsync("session", "start", "--agent", $"a{number}", "--quiet")).Output.Trim());
        }

        var listed = new List<string?>();
        string[] cursor = [];
        do
        {
            JsonElement page = (await cli.SucceedAsync(["session", "list", "--limit", "2", "--json", .. cursor])).Json;
            Assert.Equal(5, page.GetProperty("total").GetInt32());
            listed.AddRange(page.GetProperty("items").EnumerateArray().Select(session => session.GetProperty("session_id").GetString()));
            cursor = page.TryGetProperty("next_cursor", out JsonElement next) ? ["--cursor", next.GetString() ?? ""] : [];
        }
        while (cursor.Length > 0);

        Assert.Equal(started, listed);
    }

    [Theory]
    [InlineData(3, "end")]
    [InlineData(3, "show", "abcd")]
    [InlineData(3, "show", "abc")]
    [InlineData(2, "show", "../up")]
    [InlineData(2, "show")]
    [InlineData(2, "scope", " ")]
    [InlineData(2, "scope", "a\u001b]0;x")]
    [InlineData(2, "start", "--agent", "a\nb")]
    [InlineData(2, "start", "--agent", "")]
    [InlineData(2, "list", "--limit", "0")]
    [InlineData(2, "list", "--cursor", "x")]
    [InlineData(2, "list", "--cursor", "!")]
    public async Task What_cannot_be_is_refused_with_or_without_a_store(int exitCode, params string[] command)
    {
        using var cli = new CliRun();
        await cli.RefusedAsync(exitCode, ["session", .. command]);
        await cli.SucceedAsync("init");
        await cli.RefusedAsync(exitCode, ["session", .. command]);
    }
}
