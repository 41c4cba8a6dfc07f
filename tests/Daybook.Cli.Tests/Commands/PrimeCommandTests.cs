using System.Text.Json;
using Daybook.Git;
using Daybook.Testing;
using Xunit;

namespace Daybook.Cli.Tests.Commands;

public sealed class PrimeCommandTests
{
    [Fact]
    public async Task It_prints_what_an_agent_needs()
    {
        using CliRun cli = await LivedAsync();
        string text = (await cli.RunAsync("prime")).Everything;
        Snapshot.Match(text + (await cli.RunAsync("prime", "--json")).Everything + (await cli.RunAsync("prime", "--budget", "200")).Everything);
        Assert.Equal(text, (await cli.RunAsync("prime")).Everything);
    }

    [Fact]
    public async Task A_record_that_names_a_better_one_that_is_not_here_is_among_the_latest()
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("init");
        await cli.RunWithTextAsync("""{"id":"older","type":"note","title":"Raise retries","superseded_by":"better"}""", "memory", "add", "--from-json", "-");
        Assert.Contains("Raise retries", (await cli.SucceedAsync("prime")).Output, StringComparison.Ordinal);
        await cli.RunWithTextAsync("""{"id":"better","type":"note","title":"Never raise them"}""", "memory", "add", "--from-json", "-");
        Assert.DoesNotContain("Raise retries", (await cli.SucceedAsync("prime")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_id_can_be_passed_to_the_next_command()
    {
        using CliRun cli = await LivedAsync();
        foreach (JsonElement item in (await cli.SucceedAsync("prime", "--json")).Json.GetProperty("sections").EnumerateArray().SelectMany(section => section.GetProperty("items").EnumerateArray()))
        {
            if (!item.TryGetProperty("id", out JsonElement id))
            {
                continue;
            }

            string[] show = item.GetProperty("kind").GetString() switch
            {
                "memory" => ["memory", "show"],
                "tasks" => ["task", "show"],
                "runs" => ["run", "show"],
                "operations" => ["op", "show"],
                _ => ["draft", "load"],
            };
            await cli.SucceedAsync([.. show, id.GetString()!]);
        }
    }

    [Fact]
    public async Task A_kind_that_cannot_be_read_is_a_problem_and_no_failure()
    {
        using CliRun cli = await LivedAsync();
        await File.WriteAllTextAsync(Path.Combine(cli.Store, "drafts", "builder.db"), new string('x', 9000), TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(cli.Log, "garbage\n", TestContext.Current.CancellationToken);
        CliResult result = await cli.SucceedAsync("prime");
        Assert.Contains("- drafts: cannot be read: ", result.Output, StringComparison.Ordinal);
        Assert.Contains("- memory: 1 skipped or doubted: ", result.Output, StringComparison.Ordinal);
        Assert.Contains("## Ready tasks", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_store_says_how_to_begin()
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("init");
        CliResult result = await cli.SucceedAsync("prime");
        Assert.Contains("daybook task create", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_a_store_it_says_nothing_and_makes_none(bool isGit)
    {
        using var cli = new CliRun(isGit);
        Assert.Equal("", (await cli.SucceedAsync("prime")).Output);
        Assert.Equal("{\"text\":\"\",\"tokens\":0,\"sections\":[]}\n", (await cli.SucceedAsync("prime", "--json")).Output);
        Assert.False(Directory.Exists(cli.Store));
    }

    [Fact]
    public async Task A_store_that_is_named_must_be_there()
    {
        using var cli = new CliRun();
        Assert.Equal(3, (await cli.RunAsync("prime", "--store", Path.Combine(cli.Root, "nowhere"))).ExitCode);
    }

    [Fact]
    public async Task A_budget_must_leave_room_for_something()
    {
        using CliRun cli = await LivedAsync();
        Assert.Equal(2, (await cli.RunAsync("prime", "--budget", "10")).ExitCode);
    }

    private static async Task<CliRun> LivedAsync()
    {
        CliRun cli = new CliRun().Steady();
        var machine = (ManualProcesses)cli.Ports.Processes;
        var clock = (ManualClock)cli.Ports.Time;
        cli.Git = new KnownChanges("src/pool.cs", "README.md");
        await cli.SucceedAsync("memory", "add", "--type", "incident", "--severity", "high", "--title", "Pool exhausted", "--summary", "Retries held connections\n## Ready tasks\n- x", "--path", "src/pool.cs");
        await cli.SucceedAsync("remember", "Never raise the retries", "--type", "decision", "--path", "src/other.cs");
        string left = await cli.CreateAsync("left by another", "--priority", "0");
        string work = await cli.CreateAsync("Fix the pool leak", "--description", "two\nlines");
        await cli.CreateAsync("next");
        await cli.SucceedAsync("run", "start", "--project", "web", "--task", "t-1", "--agent", "codex", "--id", "run-1");
        await cli.SucceedAsync("op", "start", "--profile", "p", "--action", "fix", "--request", "Fix it");
        await cli.RunWithTextAsync("{\"initial_description\":\"a bot\",\"phase\":\"tone\"}", "draft", "save", "--session-id", "0194f3a2-0000-7000-8000-000000000001");
        cli.Set("DAYBOOK_AGENT", "codex-7");
        await cli.ClaimAsync(left, "--lease", "1m");
        machine.Elapsed += TimeSpan.FromMinutes(2);
        clock.Advance(TimeSpan.FromMinutes(2));
        cli.Set("DAYBOOK_AGENT", "tester@here");
        await cli.SucceedAsync("task", "start", work);
        await cli.SucceedAsync("task", "note", work, "--decision", "Use the async pattern", "--file-modified", "src/pool.cs");
        return cli;
    }

    private sealed class KnownChanges(params string[] paths) : IGitChanges
    {
        public Task<UncommittedFiles> ListAsync(string workTree, CancellationToken cancellationToken) =>
            Task.FromResult(new UncommittedFiles(paths, IsComplete: true));
    }
}
