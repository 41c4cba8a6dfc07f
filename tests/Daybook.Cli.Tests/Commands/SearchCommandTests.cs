using System.Text.Json;
using Daybook.Testing;
using Xunit;

namespace Daybook.Cli.Tests.Commands;

/// <summary>
/// <c>daybook search</c> and <c>daybook doctor index</c>. Nothing runs beside them: a process that another test starts has, between fork and
/// exec, the locks of its parent, so that the index would seem to be in use.
/// </summary>
[Collection(nameof(SearchCommandTests))]
[CollectionDefinition(nameof(SearchCommandTests), DisableParallelization = true)]
public sealed class SearchCommandTests
{
    [Fact]
    public async Task Each_answer_has_the_approved_form()
    {
        using CliRun cli = new CliRun().Steady();
        string everything = "";
        foreach (string[] command in new string[][]
        {
            ["search", "heron"],
            ["memory", "add", "--type", "incident", "--title", "Heron pool exhausted", "--summary", "All herons of src/pond/Pool.cs were taken by retries.", "--path", "src/pond/Pool.cs", "--severity", "high", "--repo", "acme/web", "--quiet"],
            ["remember", "Herons fish at dawn:\nnever deploy before nine", "--type", "decision", "--tag", "deploys", "--quiet"],
            ["task", "create", "Count the herons", "--description", "Twice, since they move", "--quiet"],
            ["search", "heron"],
            ["search", "heron", "--json"],
            ["search", "heron", "--quiet"],
            ["search", "retry", "pool", "--kind", "memory", "--path", "src", "--severity", "error", "--repo", "acme/web", "--json"],
            ["search", "herons", "--type", "pending"],
            ["search", "heron", "--newest", "--limit", "1", "--json"],
            ["search", "heron", "--since", "1h", "--until", "2020-01-01"],
            ["search", "\"fish at dawn\""],
            ["search", "dep*", "(", "AND"],
            ["search", "heron", "--kind", "pets"],
            ["search", "heron", "--severity", "huge"],
            ["search", "heron", "--limit", "0"],
            ["search", "heron", "--cursor", "x"],
            ["search"],
            ["doctor", "index"],
            ["memory", "add", "--type", "note", "--title", "One more heron", "--id", "00000000-0000-4000-8000-00000000c0de", "--quiet"],
            ["doctor", "index"],
            ["doctor", "index", "--fix", "--json"],
            ["doctor", "index", "--json"],
        })
        {
            everything += $"$ daybook {string.Join(' ', command)}\n{(await cli.RunAsync(command)).Everything}";
        }

        Snapshot.Match(everything);
    }

    [Fact]
    public async Task Pages_go_on_where_the_last_one_ended()
    {
        using CliRun cli = new CliRun().Steady();
        for (int number = 0; number < 5; number++)
        {
            await cli.RunAsync("remember", $"heron {number}");
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            string[] more = cursor is null ? [] : ["--cursor", cursor];
            CliResult page = await cli.RunAsync(["search", "heron", "--limit", "2", "--json", .. more]);
            seen.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(hit => hit.GetProperty("id").GetString() ?? ""));
            cursor = page.Json.TryGetProperty("next_cursor", out JsonElement next) ? next.GetString() : null;
        }
        while (cursor is not null);
        Assert.Equal(5, seen.Distinct().Count());
    }

    [Fact]
    public async Task A_store_without_an_index_or_with_a_damaged_one_is_searched_all_the_same()
    {
        using CliRun cli = new();
        await cli.RunAsync("remember", "a heron");
        Assert.Single((await cli.RunAsync("search", "heron", "--quiet")).Lines);
        string index = Path.Join(cli.Store, "index.db");
        File.Delete(index);
        Assert.Single((await cli.RunAsync("search", "heron", "--quiet")).Lines);
        await File.WriteAllTextAsync(index, "no database", TestContext.Current.CancellationToken);
        Assert.Equal(1, (await cli.RunAsync("doctor", "index")).ExitCode);
        Assert.Single((await cli.RunAsync("search", "heron", "--quiet")).Lines);
        Assert.Equal(0, (await cli.RunAsync("doctor", "index")).ExitCode);
    }

    [Fact]
    public async Task Memory_without_a_store_is_searched_where_it_is()
    {
        using CliRun cli = new(isGit: false);
        Assert.Equal(0, (await cli.RunAsync("search", "heron")).ExitCode);
        Assert.False(Directory.Exists(Path.Join(cli.Root, "home")));
        await cli.RunAsync("remember", "a heron");
        Assert.Single((await cli.RunAsync("search", "heron", "--quiet")).Lines);
        Assert.True(File.Exists(Path.Join(cli.Root, "home", ".booty", "state", ".daybook-state", "index.db")));
    }

    [Fact]
    public async Task A_work_tree_without_a_store_is_searched_and_nothing_is_made_there()
    {
        using CliRun cli = new();
        Directory.CreateDirectory(Path.Join(cli.Store, "memory"));
        await File.WriteAllTextAsync(cli.Log, """{"type":"note","title":"a heron"}""" + "\n", TestContext.Current.CancellationToken);
        CliResult found = await cli.RunAsync("search", "heron", "--json");
        Assert.Equal(1, found.Json.GetProperty("items").GetArrayLength());
        Assert.Equal([cli.Log], Directory.GetFiles(cli.Store, "*", SearchOption.AllDirectories));
    }
}
