using System.Text.Json;
using Daybook.Mcp.Answers;
using Xunit;

namespace Daybook.Mcp.Tests.Answers;

/// <summary>Whatever is stored, and however little room there is, what is sent fits, is JSON, and says that it was cut.</summary>
public sealed class ShorteningTests
{
    private static readonly string[] Shapes =
    [
        $$"""{"id":"a","metadata":{{Nested(30, 3)}} }""",
        $$"""{"id":"a","metadata":{"number":{{new string('7', 300_000)}} } }""",
        $$"""{"id":"a","metadata":{{Members(500, number => new string('é', 296) + number, "1")}} }""",
        $$"""{"id":"a","metadata":{{Members(500, number => number + new string('é', 296), "1")}} }""",
        $$"""{"id":"a","list":[{{string.Join(',', Enumerable.Repeat("[[\"日本\"],{}]", 20_000))}}]}""",
        $$"""{"id":"a","deep":{{Times(25, "[1,{\"a\":")}}"x"{{Times(25, "},2]")}},"text":"{{new string('日', 50_000)}}"}""",
        $$"""{"id":"a","truncated":"{{new string('x', 200_000)}}"}""",
        Members(20_000, number => $"member_{number}_id", "\"7f3a\""),
    ];

    public static TheoryData<int, int> Cases =>
        new([.. Enumerable.Range(0, Shapes.Length).SelectMany(static _ => (int[])[200, 1_000, 3_700, 99_700], static (shape, bytesMax) => (shape, bytesMax))]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_fits_whatever_the_shape(int shape, int bytesMax)
    {
        JsonElement value = JsonElement.Parse(Shapes[shape]);
        JsonElement fitting = Shortening.Fit(value, bytesMax, out bool isCut);
        Assert.True(isCut);
        Assert.InRange(Shortening.Size(fitting), 1, bytesMax);
        Assert.True(fitting.GetProperty("truncated").GetBoolean());
        Assert.All(fitting.EnumerateObject().Where(static member => member.Name == "id"), static member => Assert.Equal("a", member.Value.GetString()));

        string text = Shortening.FitAsText(value, bytesMax);
        Assert.InRange(Shortening.SizeOf(text), 1, bytesMax);
        Assert.True(JsonElement.Parse(text).GetProperty("truncated").GetBoolean());
    }

    [Fact]
    public void What_is_short_stays_whole_and_what_is_long_uses_the_room()
    {
        JsonElement value = JsonElement.Parse($$"""{"summary":"{{new string('x', 9_000)}}","severity":"high","paths":["a.cs","b.cs"],"pr_number":7}""");
        JsonElement fitting = Shortening.Fit(value, 1_000, out _);
        Assert.Equal(["summary", "severity", "paths", "pr_number", "truncated"], fitting.EnumerateObject().Select(static member => member.Name));
        Assert.Equal("""["a.cs","b.cs"]""", fitting.GetProperty("paths").GetRawText());
        Assert.InRange(Shortening.Size(fitting), 980, 1_000);
    }

    [Theory]
    [InlineData("depends_on")]
    [InlineData("blocked_by")]
    public void Of_a_list_of_ids_some_are_left_and_those_are_whole(string member)
    {
        string[] ids = [.. Enumerable.Range(0, 500).Select(static number => $"0194f3a2-7c1e-7d10-9a51-{number:x12}")];
        string list = JsonSerializer.Serialize(ids);
        JsonElement value = JsonElement.Parse($$"""{"id":"{{ids[0]}}","{{member}}":{{list}},"description":"{{new string('x', 9_000)}}"}""");
        JsonElement fitting = Shortening.Fit(value, 2_000, out _);
        string[] left = [.. fitting.GetProperty(member).EnumerateArray().Select(static id => id.GetString()!)];
        Assert.InRange(left.Length, 10, 50);
        Assert.Equal(ids.Take(left.Length), left);
        Assert.Equal(ids[0], fitting.GetProperty("id").GetString());
    }

    [Fact]
    public void Ids_go_before_what_there_is_no_room_for()
    {
        string many = Members(100, static number => $"m{number}", $"\"{new string('x', 100)}\"");
        JsonElement value = JsonElement.Parse(many[..^1] + ",\"task_id\":\"0194f3a2\"}");
        Assert.Equal("0194f3a2", Shortening.Fit(value, 500, out _).GetProperty("task_id").GetString());
    }

    [Fact]
    public void A_text_is_not_cut_between_the_halves_of_a_pair()
    {
        string text = string.Concat(Enumerable.Repeat("😀", 100));
        for (int bytesMax = 20; bytesMax < 60; bytesMax++)
        {
            string cut = CutText.ToBytes(text, bytesMax);
            Assert.InRange(Shortening.SizeOf(cut), bytesMax - 12, bytesMax);
            Assert.False(char.IsHighSurrogate(cut[^4]));
        }
    }

    private static string Nested(int members, int levels) =>
        Members(members, static number => $"member{number}", levels == 1 ? "\"value\"" : Nested(members, levels - 1));

    private static string Times(int count, string text) => string.Concat(Enumerable.Repeat(text, count));

    private static string Members(int count, Func<int, string> name, string value) =>
        "{" + string.Join(',', Enumerable.Range(0, count).Select(number => $"\"{name(number)}\":{value}")) + "}";
}
