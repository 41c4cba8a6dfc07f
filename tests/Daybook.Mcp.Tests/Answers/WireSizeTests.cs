using System.Text;
using System.Text.Json;
using Daybook.Drafts;
using Daybook.Mcp.Tests.Transports;
using Daybook.Memory;
using Daybook.Tasks;
using Xunit;

namespace Daybook.Mcp.Tests.Answers;

/// <summary>The limits hold for the line that is sent, whatever shape and letters the stored has.</summary>
public sealed class WireSizeTests
{
    private const int DefaultBytesMax = 4_000;
    private const int BytesMax = 100_000;

    public static TheoryData<string> Metadata => ["nested", "number", "names"];

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Metadata))]
    public async Task A_memory_with_any_metadata(string kind)
    {
        await using RawServer server = await RawServer.GreetedAsync();
        var added = (MemoryAddResult.Added)await server.Store.Memory.AddAsync(new() { Type = "note", Title = "pool", Metadata = MetadataOf(kind) }, Ending);
        await AreInBoundsAsync(server, "memory_query", $"\"id\":\"{added.Id}\"");
        await AreInBoundsAsync(server, "memory_query", "\"text\":\"pool\"");
    }

    [Theory]
    [MemberData(nameof(Metadata))]
    public async Task A_task_with_any_notes(string kind)
    {
        await using RawServer server = await RawServer.GreetedAsync();
        var actor = new TaskActor { Agent = "filler" };
        string id = (await server.Store.Tasks.CreateAsync(new NewTask { Name = "pool" }, actor, Ending)).Id;
        await server.Store.Tasks.ChangeAsync(id, new TaskChange.Note(new TaskContext { Values = MetadataOf(kind) }), actor, Ending);
        await AreInBoundsAsync(server, "task_show", $"\"id\":\"{id}\"");
        await AreInBoundsAsync(server, "task_ready", "");
        await IsInBoundsAsync(server, "task_update", $"\"id\":\"{id}\",\"action\":\"start\"", DefaultBytesMax);
        await IsAnsweredAsync(server, "resources/read", $$"""{"uri":"daybook://task/{{id}}"}""", BytesMax);
    }

    [Fact]
    public async Task A_resource_whose_letters_are_escaped_twice()
    {
        await using RawServer server = await RawServer.GreetedAsync();
        var actor = new TaskActor { Agent = "filler" };

        // Short enough as JSON; as a text that holds JSON each mark is longer by one.
        string id = (await server.Store.Tasks.CreateAsync(new NewTask { Name = "pool", Description = new string('"', 16_400) }, actor, Ending)).Id;
        await IsAnsweredAsync(server, "resources/read", $$"""{"uri":"daybook://task/{{id}}"}""", BytesMax);
    }

    [Fact]
    public async Task An_answer_of_the_version_that_says_most_around_it()
    {
        const string Meta =
            """
            "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"t","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}
            """;
        await using var server = new RawServer();
        var actor = new TaskActor { Agent = "filler" };
        string id = (await server.Store.Tasks.CreateAsync(new NewTask { Name = "pool", Description = new string('x', 200_000) }, actor, Ending)).Id;
        string arguments = $"{{\"id\":\"{id}\",\"response_format\":\"detailed\"}}";
        JsonElement answer = await IsAnsweredAsync(server, "tools/call", $"{{\"name\":\"task_show\",\"arguments\":{arguments},{Meta}}}", BytesMax);
        Assert.InRange(answer.GetRawText().Length, BytesMax - 1_000, BytesMax);
    }

    [Fact]
    public async Task A_draft_whose_summary_is_long()
    {
        await using RawServer server = await RawServer.GreetedAsync();
        string state = $$"""{"initial_description":"{{new string('日', 5_000)}}","phase":"{{new string('日', 300)}}"}""";
        DraftSummary saved = await server.Store.Drafts.SaveAsync(new DraftSave { StateJson = state }, Ending);
        await AreInBoundsAsync(server, "draft_load", $"\"session_id\":\"{saved.SessionId}\"");
        JsonElement part = await IsInBoundsAsync(server, "draft_load", $"\"session_id\":\"{saved.SessionId}\",\"pointer\":\"/phase\"", DefaultBytesMax);
        Assert.Equal(new string('日', 300), part.GetProperty("result").GetProperty("structuredContent").GetProperty("state").GetString());
    }

    [Fact]
    public async Task An_operation_with_warnings_and_long_words()
    {
        await using RawServer server = await RawServer.GreetedAsync();
        string word = new('日', 1_000);
        await IsInBoundsAsync(server, "op_start", $"\"profile\":\"dev\",\"action\":\"fix\",\"request\":\"{word}\",\"mission_id\":\"{word}\"", DefaultBytesMax);
    }

    [Theory]
    [InlineData("tools/call", """{"name":"task_show","arguments":{"id":"LONG"}}""")]
    [InlineData("tools/call", """{"name":"task_update","arguments":{"id":"x","action":"LONG"}}""")]
    [InlineData("tools/call", """{"name":"task_ready","arguments":{"LONG":1}}""")]
    [InlineData("tools/call", """{"name":"draft_load","arguments":{"session_id":"LONG"}}""")]
    [InlineData("tools/call", """{"name":"LONG"}""")]
    [InlineData("resources/read", """{"uri":"daybook://task/LONG"}""")]
    [InlineData("resources/read", """{"uri":"LONG"}""")]
    [InlineData("prompts/get", """{"name":"LONG"}""")]
    public async Task An_error_that_repeats_what_was_given(string method, string parameters)
    {
        await using RawServer server = await RawServer.GreetedAsync();
        await IsAnsweredAsync(server, method, parameters.Replace("LONG", new string('日', 3_000), StringComparison.Ordinal), DefaultBytesMax);
    }

    [Fact]
    public async Task A_failure_whose_every_part_is_long()
    {
        await using RawServer server = await RawServer.GreetedAsync();
        string word = new('日', 3_000);
        server.Workplace.Failure = new Errors.ConflictException(word)
        {
            Id = word,
            Path = word,
            Hint = word,
            Candidates = [.. Enumerable.Range(0, 50).Select(static number => $"日本日本{number:x32}")],
        };
        JsonElement answer = await IsInBoundsAsync(server, "task_ready", "", DefaultBytesMax);
        string[] candidates = [.. answer.GetProperty("result").GetProperty("structuredContent").GetProperty("error").GetProperty("candidates")
            .EnumerateArray().Select(static id => id.GetString()!)];
        Assert.NotEmpty(candidates);
        Assert.All(candidates, static id => Assert.Equal(36, id.Length));
    }

    /// <summary>Calls a tool with nothing said, and in full.</summary>
    private static async Task AreInBoundsAsync(RawServer server, string tool, string arguments)
    {
        await IsInBoundsAsync(server, tool, arguments, DefaultBytesMax);
        await IsInBoundsAsync(server, tool, (arguments.Length > 0 ? arguments + "," : "") + "\"response_format\":\"detailed\"", BytesMax);
    }

    private static Task<JsonElement> IsInBoundsAsync(RawServer server, string tool, string arguments, int bytesMax) =>
        IsAnsweredAsync(server, "tools/call", "{\"name\":\"" + tool + "\",\"arguments\":{" + arguments + "}}", bytesMax);

    private static async Task<JsonElement> IsAnsweredAsync(RawServer server, string method, string parameters, int bytesMax)
    {
        server.Send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + parameters + "}");
        JsonElement answer = Assert.Single(await server.ReadAsync(1));
        Assert.InRange(Encoding.UTF8.GetByteCount(answer.GetRawText()), 1, bytesMax);
        return answer;
    }

    private static Dictionary<string, JsonElement> MetadataOf(string kind) => kind switch
    {
        "nested" => Members(30, number => $"member{number}", JsonSerializer.SerializeToElement(Members(30, number => $"member{number}",
            JsonSerializer.SerializeToElement(Members(20, number => $"member{number}", JsonElement.Parse("\"value\"")))))),
        "number" => Members(1, number => $"member{number}", JsonElement.Parse(new string('7', 300_000))),
        _ => Members(500, number => new string('é', 90) + number, JsonElement.Parse("1")),
    };

    private static Dictionary<string, JsonElement> Members(int count, Func<int, string> name, JsonElement value) =>
        Enumerable.Range(0, count).ToDictionary(name, _ => value);
}
