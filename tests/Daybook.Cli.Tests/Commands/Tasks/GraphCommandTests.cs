using Daybook.Testing;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Tasks;

public sealed class GraphCommandTests
{
    [Theory]
    [InlineData("dot", "dot")]
    [InlineData("mermaid", "mmd")]
    [InlineData("json", "json")]
    public async Task Each_format_has_the_approved_form(string format, string extension)
    {
        using CliRun cli = await ChainAsync();
        CliResult result = await cli.SucceedAsync("task", "graph", "--format", format);
        Snapshot.Match(result.Output, extension, test: $"{format}_has_the_approved_form");
        if (format == "json")
        {
            Assert.Equal(result.Output, (await cli.SucceedAsync("task", "graph", "--json")).Output);
        }
    }

    [Fact]
    public async Task Without_a_format_it_is_dot_and_a_script_gets_ids()
    {
        using CliRun cli = await ChainAsync();
        Assert.StartsWith("digraph tasks {\n", (await cli.SucceedAsync("task", "graph")).Output, StringComparison.Ordinal);
        Assert.Equal(5, (await cli.SucceedAsync("task", "graph", "--quiet")).Lines.Length);
    }

    [Fact]
    public async Task An_empty_graph_is_a_graph()
    {
        using var cli = new CliRun();
        Assert.Equal("digraph tasks {\n  rankdir=LR;\n  node [shape=box];\n}\n", (await cli.SucceedAsync("task", "graph")).Output);
        Assert.Equal("graph LR\n", (await cli.SucceedAsync("task", "graph", "--format", "mermaid")).Output);
        Assert.Equal("{\"nodes\":[],\"edges\":[],\"critical_path\":[]}\n", (await cli.SucceedAsync("task", "graph", "--json")).Output);
    }

    [Theory]
    [InlineData("--format", "png")]
    [InlineData("--format", "dot", "--json")]
    [InlineData("--format", "mermaid", "--json")]
    public async Task A_format_that_cannot_be_is_a_usage_error(params string[] options)
    {
        using var cli = new CliRun();
        await cli.RefusedAsync(2, ["task", "graph", .. options]);
    }

    /// <summary>Three in a row, one on the side with a name that is no markup, and a failed one that the last waits for.</summary>
    private static async Task<CliRun> ChainAsync()
    {
        CliRun cli = new CliRun().Steady();
        string first = await cli.CreateAsync("first");
        string second = await cli.CreateAsync("second", "--depends-on", first);
        string failed = await cli.CreateAsync("failed");
        await cli.CreateAsync("third", "--depends-on", second, "--depends-on", failed);
        await cli.CreateAsync("\"]; <b>x</b> \\n #1 & `y`", "--depends-on", first);
        await cli.SucceedAsync("task", "start", failed);
        await cli.SucceedAsync("task", "fail", failed);
        return cli;
    }
}
