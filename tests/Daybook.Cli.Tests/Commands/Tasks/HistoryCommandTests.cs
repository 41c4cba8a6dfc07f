using System.Text.Json;
using Daybook.Testing;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Tasks;

/// <summary>history, and show --at.</summary>
public sealed class HistoryCommandTests
{
    [Fact]
    public async Task The_events_of_a_task_have_the_approved_form()
    {
        (CliRun cli, string id) = await LivedAsync();
        using (cli)
        {
            string json = (await cli.RunAsync("task", "history", id, "--json")).Everything;
            Snapshot.Match(json + (await cli.RunAsync("task", "history", id)).Everything);
        }
    }

    [Fact]
    public async Task Events_come_in_pages_and_from_a_stretch_of_time()
    {
        (CliRun cli, string id) = await LivedAsync();
        using (cli)
        {
            long[] whole = Numbers(await cli.SucceedAsync("task", "history", id, "--json"));
            var numbers = new List<long>();
            string[] cursor = [];
            do
            {
                CliResult page = await cli.SucceedAsync(["task", "history", id, "--limit", "2", "--json", .. cursor]);
                numbers.AddRange(Numbers(page));
                cursor = page.Json.TryGetProperty("next_cursor", out JsonElement next) ? ["--cursor", next.GetString() ?? ""] : [];
            }
            while (cursor.Length > 0);

            Assert.Equal(whole, numbers);
            Assert.Equal(
                whole[1..3], Numbers(await cli.SucceedAsync("task", "history", id, "--since", "2026-11-01T12:01:00Z", "--until", "2026-11-01T12:03:00Z", "--json")));
            Assert.Equal(whole[^1..], Numbers(await cli.SucceedAsync("task", "history", id, "--since", "30s", "--json")));
            Assert.Equal(whole.Select(number => $"{number}"), (await cli.SucceedAsync("task", "history", id, "--quiet")).Lines);
        }
    }

    [Fact]
    public async Task A_task_is_shown_as_it_was()
    {
        (CliRun cli, string id) = await LivedAsync();
        using (cli)
        {
            async Task<string?> StatusAt(string at) =>
                (await cli.SucceedAsync("task", "show", id, "--at", at, "--json")).Json.GetProperty("status").GetString();

            Assert.Equal("pending", await StatusAt("2026-11-01T12:00:59Z"));
            Assert.Equal("in_progress", await StatusAt("2026-11-01T12:02:00Z"));
            Assert.Equal("failed", await StatusAt("0s"));
            Assert.Contains("there was no task", (await cli.RefusedAsync(3, "task", "show", id, "--at", "1h")).Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("even 4|odd 3|even 2|odd 1|even 0")]
    [InlineData("even 4|even 2|even 0", "--tag", "even")]
    [InlineData("odd 3|odd 1", "--text", "ODD")]
    [InlineData("even 4", "--status", "cancelled")]
    [InlineData("even 4|odd 1", "--status", "cancelled", "--status", "failed")]
    [InlineData("even 4|odd 3", "--since", "36h")]
    [InlineData("odd 1|even 0", "--until", "60h")]
    [InlineData("odd 1", "--text", "out of time")]
    [InlineData("", "--text", "absent")]
    public async Task Finished_tasks_are_searched(string found, params string[] options)
    {
        using CliRun cli = new CliRun().Steady();
        for (int number = 0; number < 5; number++)
        {
            string parity = number % 2 == 0 ? "even" : "odd";
            string id = await cli.CreateAsync($"{parity} {number}", "--tag", parity);
            await cli.SucceedAsync("task", "start", id);
            await cli.SucceedAsync(number switch
            {
                4 => ["task", "cancel", id],
                1 => ["task", "fail", id, "--reason", "out of time"],
                _ => ["task", "complete", id],
            });
            ((ManualClock)cli.Ports.Time).Advance(TimeSpan.FromDays(number == 4 ? 0 : 1));
        }

        CliResult result = await cli.SucceedAsync(["task", "history", "--json", .. options]);

        Assert.Equal(found, string.Join('|', result.Json.GetProperty("items").EnumerateArray().Select(task => task.GetProperty("name").GetString())));
        Assert.False(result.Json.TryGetProperty("total", out _));
    }

    [Theory]
    [InlineData("--status", "pending")]
    [InlineData("--status", "done")]
    [InlineData("--limit", "0")]
    [InlineData("--cursor", "nonsense")]
    [InlineData("--since", "yesterday")]
    [InlineData("ID", "--tag", "x")]
    [InlineData("ID", "--text", "x")]
    [InlineData("ID", "--status", "failed")]
    [InlineData("ID", "--limit", "1001")]
    [InlineData("ID", "--cursor", "czEsMQ")]
    public async Task What_no_search_may_be_is_a_usage_error(params string[] arguments)
    {
        using var cli = new CliRun();
        string id = await cli.CreateAsync("work");
        await cli.RefusedAsync(2, ["task", "history", .. arguments.Select(argument => argument == "ID" ? id : argument)]);
    }

    private static long[] Numbers(CliResult result) =>
        [.. result.Json.GetProperty("items").EnumerateArray().Select(happened => happened.GetProperty("seq").GetInt64())];

    private static async Task<(CliRun Cli, string Id)> LivedAsync()
    {
        CliRun cli = new CliRun().Steady();
        var clock = (ManualClock)cli.Ports.Time;
        string other = await cli.CreateAsync("other");
        string id = await cli.CreateAsync("work");
        foreach (string[] step in (string[][])
        [
            ["edit", id, "--name", "Work", "--priority", "1", "--tag", "a", "--description", "d"],
            ["claim", id],
            ["note", id, "--decision", "async", "--file-modified", "src/a.cs", "--token", "1"],
            ["heartbeat", id, "--lease", "1h", "--token", "1"],
            ["release", id, "--token", "1", "--reason", "later"],
            ["depend", id, "--on", other],
            ["depend", id, "--remove", other],
            ["start", id, "--reason", "now"],
            ["complete", id, "--reason", "merged"],
            ["reopen", id, "--reason", "fails again"],
            ["start", id],
            ["fail", id, "--reason", "out of time"],
        ])
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await cli.SucceedAsync(["task", .. step]);
        }

        return (cli, id);
    }
}
