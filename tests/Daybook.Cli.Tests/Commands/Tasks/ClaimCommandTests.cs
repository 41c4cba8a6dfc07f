using System.Text.Json;
using Daybook.Testing;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Tasks;

/// <summary>claim, heartbeat, release, and the tokens of everything else.</summary>
public sealed class ClaimCommandTests
{
    [Fact]
    public async Task A_claim_has_the_approved_form()
    {
        using CliRun cli = new CliRun().Steady();
        string id = await cli.CreateAsync("work");
        Snapshot.Match((await cli.RunAsync("task", "claim", id, "--lease", "30m", "--json")).Everything);
    }

    [Fact]
    public async Task A_person_sees_token_and_end_of_the_lease()
    {
        using CliRun cli = new CliRun().Steady();
        string id = await cli.CreateAsync("work");
        Assert.Equal($"Claimed {id}  work\n  token 1, until 2026-11-01 12:15:00Z\n", (await cli.RunAsync("task", "claim", "--next")).Output);
    }

    [Fact]
    public async Task The_next_one_is_the_most_urgent_and_nobody_gets_it_twice()
    {
        using var cli = new CliRun();
        string later = await cli.CreateAsync("later");
        string urgent = await cli.CreateAsync("urgent", "--priority", "0");
        await cli.CreateAsync("blocked", "--priority", "0", "--depends-on", later);

        Assert.Equal($"{urgent}\n", (await cli.SucceedAsync("task", "next", "--quiet")).Output);
        Assert.Equal($"{urgent}\n", (await cli.SucceedAsync("task", "claim", "--next", "--quiet")).Output);
        Assert.Equal($"{later}\n", (await cli.SucceedAsync("task", "claim", "--next", "--quiet")).Output);
        CliResult none = await cli.RefusedAsync(3, "task", "claim", "--next", "--json");
        Assert.Equal(("not_found", "no task is ready"), (none.ErrorJson.GetProperty("code").GetString(), none.ErrorJson.GetProperty("message").GetString()));
        await cli.RefusedAsync(3, "task", "next");
    }

    [Fact]
    public async Task A_held_task_names_its_holder()
    {
        using CliRun cli = new CliRun().Steady();
        string id = await cli.CreateAsync("work");
        cli.Set("DAYBOOK_AGENT", "codex-7");
        await cli.ClaimAsync(id);
        cli.Set("DAYBOOK_AGENT", "claude-2");

        CliResult result = await cli.RefusedAsync(4, "task", "claim", id, "--json");

        Assert.Equal($"task {id} is held by codex-7 until 2026-11-01 12:15:00Z", result.ErrorJson.GetProperty("message").GetString());
        Assert.Equal(id, result.ErrorJson.GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("complete")]
    [InlineData("fail")]
    [InlineData("cancel")]
    [InlineData("release")]
    [InlineData("heartbeat")]
    [InlineData("start")]
    [InlineData("edit", "--name", "x")]
    [InlineData("note", "--decision", "x")]
    [InlineData("depend", "--on", "OTHER")]
    public async Task A_claimed_task_needs_its_token_for_every_write_whoever_asks(string verb, params string[] options)
    {
        using var cli = new CliRun();
        string id = await cli.CreateAsync("work");
        string other = await cli.CreateAsync("other");
        string token = await cli.ClaimAsync(id);
        string[] command = ["task", verb, id, .. options.Select(option => option == "OTHER" ? other : option)];

        Assert.Contains("--token", (await cli.RefusedAsync(4, command)).Error, StringComparison.Ordinal);
        Assert.Contains("holds it until", (await cli.RefusedAsync(4, [.. command, "--token", "99"])).Error, StringComparison.Ordinal);
        await cli.SucceedAsync([.. command, "--token", token]);
    }

    [Fact]
    public async Task A_holder_who_was_overtaken_is_refused_by_the_name_of_the_new_one()
    {
        using CliRun cli = new CliRun().Steady();
        var machine = (ManualProcesses)cli.Ports.Processes;
        string id = await cli.CreateAsync("work");
        cli.Set("DAYBOOK_AGENT", "codex-7");
        string old = await cli.ClaimAsync(id, "--lease", "1m");
        machine.Elapsed += TimeSpan.FromMinutes(2);
        Assert.Equal($"{id}\n", (await cli.SucceedAsync("task", "ready", "--quiet")).Output);
        cli.Set("DAYBOOK_AGENT", "claude-2");
        string token = await cli.ClaimAsync(id);

        Assert.Contains("claude-2 holds it", (await cli.RefusedAsync(4, "task", "complete", id, "--token", old)).Error, StringComparison.Ordinal);

        await cli.SucceedAsync("task", "complete", id, "--token", token);
        await cli.RefusedAsync(4, "task", "complete", id, "--token", old);
    }

    [Fact]
    public async Task A_heartbeat_begins_the_lease_anew()
    {
        using CliRun cli = new CliRun().Steady();
        var clock = (ManualClock)cli.Ports.Time;
        string id = await cli.CreateAsync("work");
        string token = await cli.ClaimAsync(id);
        clock.Advance(TimeSpan.FromMinutes(10));

        JsonElement renewed = (await cli.SucceedAsync("task", "heartbeat", id, "--token", token, "--json")).Json.GetProperty("claim");
        JsonElement longer = (await cli.SucceedAsync("task", "heartbeat", id, "--token", token, "--lease", "1h", "--json")).Json.GetProperty("claim");

        Assert.Equal("2026-11-01T12:25:00.0000000Z", renewed.GetProperty("lease_expires_at").GetString());
        Assert.Equal("2026-11-01T13:10:00.0000000Z", longer.GetProperty("lease_expires_at").GetString());
    }

    [Fact]
    public async Task A_claim_with_a_process_ends_with_it()
    {
        using CliRun cli = new CliRun().Steady();
        var machine = (ManualProcesses)cli.Ports.Processes;
        string id = await cli.CreateAsync("work");
        await cli.RefusedAsync(2, "task", "claim", id, "--pid", "4711");
        machine.Start(4711);
        await cli.ClaimAsync(id, "--pid", "4711");
        await cli.RefusedAsync(3, "task", "claim", "--next");

        machine.End(4711);

        Assert.Equal($"{id}\n", (await cli.SucceedAsync("task", "claim", "--next", "--quiet")).Output);
    }

    [Fact]
    public async Task A_started_task_is_its_sessions_and_needs_no_token_there()
    {
        using var cli = new CliRun();
        string id = await cli.CreateAsync("work");
        await cli.SucceedAsync("task", "start", id);
        cli.Set("DAYBOOK_AGENT", "somebody else");
        await cli.RefusedAsync(4, "task", "complete", id);
        cli.Set("DAYBOOK_AGENT", "tester@here");

        await cli.SucceedAsync("task", "complete", id);
    }

    [Theory]
    [InlineData]
    [InlineData("abcd", "--next")]
    [InlineData("--next", "--lease", "999ms")]
    [InlineData("--next", "--lease", "721h")]
    [InlineData("--next", "--lease", "soon")]
    [InlineData("--next", "--pid", "me")]
    public async Task A_claim_that_cannot_be_is_a_usage_error(params string[] arguments)
    {
        using var cli = new CliRun();
        await cli.CreateAsync("work");

        await cli.RefusedAsync(2, ["task", "claim", .. arguments]);
    }

    [Fact]
    public async Task Many_claimers_at_once_share_the_tasks_and_the_tokens()
    {
        using var cli = new CliRun();
        for (int number = 0; number < 8; number++)
        {
            await cli.CreateAsync($"task {number}");
        }

        CliResult[] results = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => cli.RunAsync("task", "claim", "--next", "--json"))));

        CliResult[] claimed = [.. results.Where(result => result.ExitCode == 0)];
        Assert.Equal(8, claimed.Select(result => result.Json.GetProperty("task").GetProperty("id").GetString()).Distinct().Count());
        Assert.Equal(8, claimed.Select(result => result.Json.GetProperty("token").GetInt64()).Distinct().Count());
        Assert.Equal(4, results.Count(result => result.ExitCode == 3));
    }
}
