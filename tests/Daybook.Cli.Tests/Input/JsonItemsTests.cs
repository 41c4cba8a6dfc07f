using System.Text;
using Daybook.Cli.Input;
using Xunit;

namespace Daybook.Cli.Tests.Input;

public sealed class JsonItemsTests
{
    [Fact]
    public async Task One_object_per_line()
    {
        Assert.Equal([(1L, "{\"a\":1}"), (3, "{\"b\":2}")], await ItemsAsync("{\"a\":1}\n\n{\"b\":2}"));
    }

    [Fact]
    public async Task Carriage_returns_and_a_byte_order_mark_do_no_harm()
    {
        Assert.Equal(2, (await ItemsAsync("\ufeff{\"a\":1}\r\n  \r\n{\"b\":2}\r\n")).Count);
    }

    [Fact]
    public async Task An_indented_object_is_one_piece()
    {
        const string Indented = "{\n  \"a\": [\n    1,\n    {\n      \"b\": null\n    }\n  ],\n  \"c\": true\n}";
        Assert.Equal([(1L, Indented), (10, "{\"d\":1}")], await ItemsAsync(Indented + "\n{\"d\":1}\n"));
    }

    [Theory]
    [InlineData("{\"a\":\"cut o")]
    [InlineData("{\"a\":1")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":[")]
    [InlineData("{\"a\":[1,")]
    [InlineData("{")]
    public async Task A_line_that_is_cut_off_does_not_take_the_next_one_with_it(string torn)
    {
        Assert.Equal([(1L, torn), (2, "{\"b\":2}"), (3, "{\"c\":3}")], await ItemsAsync(torn + "\n{\"b\":2}\n{\"c\":3}\n"));
    }

    [Fact]
    public async Task Lines_that_are_no_json_are_pieces_of_their_own()
    {
        Assert.Equal([(1L, "no"), (2, "json"), (3, "5"), (4, "null"), (5, "{}"), (6, "{},")], await ItemsAsync("no\njson\n5\nnull\n{}\n{},"));
    }

    [Fact]
    public async Task The_lines_of_a_broken_indented_object_are_not_taken_for_objects()
    {
        const string Broken = "{\n  \"links\": [\n    oops\n    {\"type\":\"issue\",\"url\":\"u\"}\n  ]\n}\n{\"good\":1}";
        List<(long Line, string Text)> items = await ItemsAsync(Broken);
        Assert.Equal([1L, 7], items.Select(item => item.Line));
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_counted_and_not_held()
    {
        string line = "{\"a\":\"" + new string('x', InputLines.BytesMax) + "\"}";
        Assert.Equal([(1L, "{}"), (2, "(too long)"), (3, "{}")], await ItemsAsync($"{{}}\n{line}\n{{}}\n"));
    }

    private static async Task<List<(long Line, string Text)>> ItemsAsync(string input)
    {
        var items = new List<(long, string)>();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(input));
        await foreach (InputItem item in new JsonItems(stream).ReadAsync(TestContext.Current.CancellationToken))
        {
            items.Add((item.Line, item.Bytes is null ? "(too long)" : Encoding.UTF8.GetString(item.Bytes).TrimEnd('\n')));
        }

        return items;
    }
}
