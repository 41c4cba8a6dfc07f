using Xunit;

namespace Daybook.Cli.Tests.Options;

public sealed class FieldOptionTests
{
    [Theory]
    [InlineData("memory", "add", "--type", "note", "--title", "x", "--path", "")]
    [InlineData("memory", "add", "--type", "note", "--title", "x", "--path", "a.cs", "--path", " ")]
    [InlineData("memory", "add", "--type", "note", "--title", "x", "--link", "")]
    [InlineData("memory", "query", "--path", "", "--text", "x")]
    [InlineData("memory", "ingest", "incident", "--title", "x", "--path", "")]
    [InlineData("remember", "x", "--path", "\t")]
    [InlineData("remember", "x", "--tag", "")]
    [InlineData("task", "create", "x", "--tag", "")]
    [InlineData("task", "note", "12345678", "--decision", "")]
    [InlineData("task", "note", "12345678", "--file-modified", " ")]
    [InlineData("op", "link", "01KTK4DFAS", "--artifact", "")]
    [InlineData("recall", "record", "--category", "coding", "--description", "x", "--skill", "")]
    public async Task A_blank_item_of_a_list_is_refused_by_its_name(params string[] command)
    {
        using var cli = new CliRun();

        CliResult refused = await cli.RefusedAsync(2, [.. command, "--json"]);

        Assert.Equal("usage", refused.ErrorJson.GetProperty("code").GetString());
        string name = command.Last(static word => word.StartsWith("--", StringComparison.Ordinal) && word != "--text");
        Assert.Equal($"{name} is blank", refused.ErrorJson.GetProperty("message").GetString());
        Assert.False(Directory.Exists(cli.Store));
    }

    [Fact]
    public async Task A_single_text_may_be_blank_where_that_takes_it_away()
    {
        using var cli = new CliRun();
        string id = await cli.CreateAsync("x", "--description", "long");
        await cli.SucceedAsync("task", "edit", id, "--description", "");
        Assert.DoesNotContain("long", (await cli.SucceedAsync("task", "show", id, "--json")).Output, StringComparison.Ordinal);
    }
}
