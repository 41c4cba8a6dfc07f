using System.Text.Json;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Operations;

/// <summary>Operations and a real git.</summary>
public sealed class MirroredOperationTests
{
    private const string Key = "ghp_abcdefghijklmnopqrstuvwxyz0123456789AB";

    [Fact]
    public async Task What_git_clean_takes_git_gives_back()
    {
        using CliRun cli = await new CliRun().WithGitAsync();
        string first = await CloseAsync(cli, "first");
        string second = await CloseAsync(cli, "second");
        string before = await ListAsync(cli);

        await cli.GitAsync("clean", "-fdxq", ".daybook/operations");
        await cli.GitAsync("rm", "-rq", "--cached", ".daybook/operations");
        Directory.Delete(Path.Combine(cli.Store, "operations"), recursive: true);
        await cli.GitAsync("checkout", "HEAD", "--", ".daybook/operations");

        Assert.Equal(before, await ListAsync(cli));
        string log = await cli.GitAsync("log", "--grep=^op(", "--format=%s %(trailers:key=Daybook-Operation,valueonly,separator=)");
        Assert.Equal([$"op(pedro): second [{second[..8]}] {second}", $"op(pedro): first [{first[..8]}] {first}"], log.TrimEnd().Split('\n'));
        Assert.Empty(await cli.GitAsync("status", "--porcelain"));
    }

    [Fact]
    public async Task What_waits_is_counted_listed_and_committed_by_doctor()
    {
        using CliRun cli = await new CliRun().WithGitAsync();
        await CloseAsync(cli, "before");
        string index = Path.Combine(cli.WorkingDirectory, ".git", "index.lock");
        await File.WriteAllTextAsync(index, "", TestContext.Current.CancellationToken);

        CliResult closed = await cli.RunAsync("op", "complete", await StartAsync(cli, "waits"), "--outcome", "done");
        Assert.Equal(0, closed.ExitCode);
        Assert.Contains("WARNING: not committed", closed.Error, StringComparison.Ordinal);
        Assert.Contains("1 not committed", (await cli.RunAsync("status")).Output, StringComparison.Ordinal);
        Assert.Single((await cli.RunAsync("op", "list", "--pending", "--json")).Json.GetProperty("items").EnumerateArray());

        File.Delete(index);
        Assert.Equal(0, (await cli.RunAsync("doctor", "ops", "--fix")).ExitCode);
        Assert.Empty((await cli.RunAsync("op", "list", "--pending", "--json")).Json.GetProperty("items").EnumerateArray());
        Assert.Equal(0, (await cli.RunAsync("doctor", "ops")).ExitCode);
    }

    [Fact]
    public async Task A_listing_tells_of_each_closed_operation_whether_it_is_committed()
    {
        using CliRun cli = await new CliRun().WithGitAsync();
        string committed = await CloseAsync(cli, "committed");
        string waiting = await CloseAsync(cli, "waiting");
        string open = await StartAsync(cli, "open");
        await File.AppendAllTextAsync(Path.Combine(cli.Store, "operations", waiting + ".jsonl"), "\n", TestContext.Current.CancellationToken);

        JsonElement[] items = [.. (await cli.SucceedAsync("op", "list", "--json")).Json.GetProperty("items").EnumerateArray()];

        Assert.Equal([open, waiting, committed], items.Select(static item => item.GetProperty("invocation_id").GetString()));
        Assert.False(items[0].TryGetProperty("commit", out _));
        Assert.Equal(["pending", "committed"], items[1..].Select(static item => item.GetProperty("commit").GetProperty("state").GetString()));
    }

    [Fact]
    public async Task A_link_that_waits_is_committed_with_the_next_operation()
    {
        using CliRun cli = await new CliRun().WithGitAsync();
        string id = await CloseAsync(cli, "linked");
        string index = Path.Combine(cli.WorkingDirectory, ".git", "index.lock");
        await File.WriteAllTextAsync(index, "", TestContext.Current.CancellationToken);
        Assert.Contains("WARNING", (await cli.RunAsync("op", "link", id, "--commit", "0123abc")).Error, StringComparison.Ordinal);
        File.Delete(index);

        string next = await CloseAsync(cli, "next");

        string trailers = await cli.GitAsync("log", "--format=%(trailers:key=Daybook-Operation,valueonly,separator=)");
        Assert.Equal([next, id, id], trailers.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_later_link_makes_one_more_commit()
    {
        using CliRun cli = await new CliRun().WithGitAsync();
        string id = await CloseAsync(cli, "linked");
        Assert.Equal(0, (await cli.RunAsync("op", "link", id, "--commit", "0123abc")).ExitCode);

        string trailers = await cli.GitAsync("log", "--format=%(trailers:key=Daybook-Operation,valueonly,separator=)");
        Assert.Equal([id, id], trailers.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task On_a_ref_of_their_own_they_leave_the_branch_alone()
    {
        using CliRun cli = await new CliRun().WithGitAsync();
        await cli.GitAsync("commit", "--allow-empty", "--quiet", "-m", "a user's");
        Assert.Equal(0, (await cli.RunAsync("init", "--ops-ref")).ExitCode);
        string id = await CloseAsync(cli, "apart");

        Assert.Equal("a user's\n", await cli.GitAsync("log", "--format=%s"));
        Assert.StartsWith("op(pedro): apart", await cli.GitAsync("log", "--format=%s", "refs/daybook/operations"), StringComparison.Ordinal);
        Assert.Empty(await cli.GitAsync("status", "--porcelain"));

        File.Delete(Path.Combine(cli.Store, "operations", id + ".jsonl"));
        await cli.GitAsync("restore", "--source=refs/daybook/operations", "--", ".daybook/operations");
        Assert.Contains(id, await ListAsync(cli), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_key_reaches_the_log_or_git()
    {
        using CliRun cli = await new CliRun().WithGitAsync();
        CliResult started = await cli.RunAsync("op", "start", "--profile", "pedro", "--action", "leak", "--request", $"use {Key}", "--json");
        string id = started.Json.GetProperty("invocation_id").GetString() ?? "";
        Assert.Equal(1, started.Json.GetProperty("redacted").GetInt32());
        await cli.RunAsync("op", "complete", id, "--outcome", "done", "--evidence", $"it was {Key}");

        string stored = await cli.GitAsync("log", "-p");
        Assert.DoesNotContain(Key, stored, StringComparison.Ordinal);
        Assert.Contains("use [REDACTED:github-token:", stored, StringComparison.Ordinal);
        Assert.Contains("it was [REDACTED:github-token:", stored, StringComparison.Ordinal);
    }

    private static async Task<string> CloseAsync(CliRun cli, string action)
    {
        string id = await StartAsync(cli, action);
        CliResult closed = await cli.RunAsync("op", "complete", id, "--outcome", "done", "--json");
        Assert.Equal("committed", closed.Json.GetProperty("commit").GetProperty("state").GetString());
        return id;
    }

    private static async Task<string> StartAsync(CliRun cli, string action) =>
        (await cli.RunAsync("op", "start", "--profile", "pedro", "--action", action, "--quiet")).Output.Trim();

    private static async Task<string> ListAsync(CliRun cli) => (await cli.RunAsync("op", "list", "--json")).Output;
}
