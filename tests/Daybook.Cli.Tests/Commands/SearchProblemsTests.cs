using System.Text.Json;
using Xunit;

namespace Daybook.Cli.Tests.Commands;

/// <summary>What <c>daybook search</c> says about what it cannot read. Nothing runs beside it, as beside <see cref="SearchCommandTests"/>.</summary>
[Collection(nameof(SearchCommandTests))]
public sealed class SearchProblemsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_skipped_is_told_by_every_search_until_it_is_mended()
    {
        using CliRun cli = new();
        await cli.SucceedAsync("remember", "a heron");
        await cli.CreateAsync("count herons");
        await cli.SucceedAsync("run", "start", "--project", "p", "--task", "t", "--agent", "a");
        string journal = Path.Combine(cli.Store, "tasks", "journal.jsonl");
        string run = Directory.GetFiles(Path.Combine(cli.Store, "runs"), "run-info.yaml", SearchOption.AllDirectories).Single();
        string sound = await File.ReadAllTextAsync(run, Cancellation);
        await File.AppendAllTextAsync(cli.Log, "garbage\n", Cancellation);
        await File.AppendAllTextAsync(journal, "garbage\n", Cancellation);
        await File.WriteAllTextAsync(run, ": [\n", Cancellation);
        for (int search = 0; search < 2; search++)
        {
            JsonElement answer = (await cli.SucceedAsync("search", "heron", "--json")).Json;
            Assert.Equal(2, answer.GetProperty("items").GetArrayLength());
            Assert.Equal(
                ["memory.jsonl 2", "run-info.yaml 1", "journal.jsonl "],
                answer.GetProperty("problems").EnumerateArray().Select(PlaceOf));
        }

        Assert.Contains("memory.jsonl:2: no record", (await cli.SucceedAsync("search", "heron")).Error, StringComparison.Ordinal);
        await cli.SucceedAsync("doctor", "memory", "--fix");
        await cli.SucceedAsync("doctor", "tasks", "--fix");
        await File.WriteAllTextAsync(run, sound, Cancellation);
        Assert.False((await cli.SucceedAsync("search", "heron", "--json")).Json.TryGetProperty("problems", out _));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_memory_cannot_be_read_the_reason_is_told_and_not_that_another_search_would_help(bool isIndexed)
    {
        using CliRun cli = new();
        await cli.SucceedAsync("remember", "a heron");
        await cli.CreateAsync("count herons");
        if (isIndexed)
        {
            await cli.SucceedAsync("search", "heron");
        }

        File.Move(cli.Log, cli.Log + ".moved");
        File.CreateSymbolicLink(cli.Log, cli.Log + ".moved");

        JsonElement answer = (await cli.SucceedAsync("search", "heron", "--json")).Json;
        Assert.Single(answer.GetProperty("items").EnumerateArray());
        Assert.False(answer.TryGetProperty("behind", out _));
        Assert.Contains("symbolic link", Assert.Single(answer.GetProperty("problems").EnumerateArray()).GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_holds_two_kinds_of_records_is_told_once()
    {
        using CliRun cli = new();
        await cli.SucceedAsync("remember", "a heron");
        await cli.RunWithTextAsync("{}", "draft", "save");
        string database = Directory.GetFiles(cli.Store, "builder.db", SearchOption.AllDirectories).Single();
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(database)!, "builder.db-*"))
        {
            File.Delete(file);
        }

        await File.WriteAllTextAsync(database, new string('x', 8192), Cancellation);
        foreach (string[] command in (string[][])[["search", "heron"], ["search", "heron"], ["timeline"]])
        {
            JsonElement answer = (await cli.SucceedAsync([.. command, "--json"])).Json;
            Assert.Equal("builder.db ", PlaceOf(Assert.Single(answer.GetProperty("problems").EnumerateArray())));
        }
    }

    private static string PlaceOf(JsonElement problem) =>
        $"{Path.GetFileName(problem.GetProperty("path").GetString())} {(problem.TryGetProperty("line", out JsonElement line) ? line.GetInt64() : "")}";
}
