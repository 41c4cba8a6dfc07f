using System.Text;
using System.Text.Json;
using Daybook.Mcp.Transports;
using Xunit;

namespace Daybook.Mcp.Tests.Transports;

/// <summary>Hostile traffic, line by line, against a server in this process.</summary>
public sealed class LineTransportTests
{
    private static bool IsLong => Environment.GetEnvironmentVariable("DAYBOOK_LONG") == "1";

    [Fact]
    public async Task Garbage_is_answered_and_the_next_message_too()
    {
        IReadOnlyList<JsonElement> answers = await ExchangeAsync(3, "this is no JSON", """{"jsonrpc":"2.0","id":1,"method":"ping"}""");
        Assert.Equal(-32700, CodeOf(answers[0]));
        Assert.Equal(JsonValueKind.Null, answers[0].GetProperty("id").ValueKind);
        Assert.Equal(1, answers[1].GetProperty("id").GetInt32());
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":5}""", "5")]
    [InlineData("""{"id":"x","method":"ping"}""", "\"x\"")]
    [InlineData("""[{"jsonrpc":"2.0","id":5,"method":"ping"}]""", "null")]
    [InlineData("""7""", "null")]
    [InlineData("""null""", "null")]
    [InlineData("""{"jsonrpc":"2.0","id":{},"method":"ping"}""", "null")]
    [InlineData("""{"jsonrpc":"2.0","\udc00":1,"id":6}""", "6")]
    public async Task What_is_JSON_but_no_message_is_refused(string line, string id)
    {
        IReadOnlyList<JsonElement> answers = await ExchangeAsync(3, line, """{"jsonrpc":"2.0","id":"next","method":"ping"}""");
        JsonElement refusal = Assert.Single(answers, answer => answer.TryGetProperty("error", out _));
        Assert.Equal(-32600, CodeOf(refusal));
        Assert.Equal(id, refusal.GetProperty("id").GetRawText());
        Assert.Contains(answers, answer => answer.GetProperty("id").GetRawText() == "\"next\"");
    }

    [Fact]
    public async Task What_is_nested_too_deeply_is_refused_under_its_own_id()
    {
        string deep = string.Concat(Enumerable.Repeat("[", 70)) + string.Concat(Enumerable.Repeat("]", 70));
        JsonElement refusal = (await ExchangeAsync(2, $$"""{"jsonrpc":"2.0","method":"tools/call","params":{"id":8,"x":{{deep}}},"id":"deep"}"""))[0];
        Assert.Equal((-32600, "deep"), (CodeOf(refusal), refusal.GetProperty("id").GetString()));
    }

    [Theory]
    [InlineData("""{"name":"task_show","arguments":{"id":"\ud800"}}""")]
    [InlineData("""{"name":"task_ready","arguments":{"\udc00":1}}""")]
    [InlineData("""{"name":"\ud800"}""")]
    public async Task Half_of_a_surrogate_pair_is_refused_in_clear_words(string parameters)
    {
        JsonElement refusal = (await ExchangeAsync(2, $$"""{"jsonrpc":"2.0","id":9,"method":"tools/call","params":{{parameters}}}"""))[0];
        Assert.Equal((-32602, 9), (CodeOf(refusal), refusal.GetProperty("id").GetInt32()));
        Assert.Contains("surrogate", refusal.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invalid_UTF_8_is_refused_and_the_next_message_answered()
    {
        byte[] line = [.. "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\""u8, 0xFF, .. "\"}\n{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}\n"u8];
        IReadOnlyList<JsonElement> answers = await ExchangeBytesAsync(line, 2);
        Assert.Contains(answers, answer => answer.GetProperty("id").GetRawText() == "2" && answer.TryGetProperty("result", out _));
    }

    [Fact]
    public async Task A_message_that_is_too_long_is_skipped_without_being_held()
    {
        const int Megabytes = 64;
        await using var server = new RawServer();
        server.Send(RawServer.Hello);
        await server.SendBytesAsync("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"x\":\""u8.ToArray());
        byte[] megabyte = new byte[1 << 20];
        Array.Fill(megabyte, (byte)'x');
        for (int sent = 0; sent < (IsLong ? Megabytes : Megabytes / 4); sent++)
        {
            await server.SendBytesAsync(megabyte);
        }

        server.Send("\"}}");
        server.Send("""{"jsonrpc":"2.0","id":2,"method":"ping"}""");
        IReadOnlyList<JsonElement> answers = await server.ReadAsync(3);
        JsonElement refusal = Assert.Single(answers, answer => answer.TryGetProperty("error", out _) && CodeOf(answer) == -32600);
        Assert.Equal("1", refusal.GetProperty("id").GetRawText());
        Assert.Contains(answers, answer => answer.GetProperty("id").GetRawText() == "2");
    }

    [Fact]
    public async Task Many_requests_at_once_are_each_answered_once()
    {
        int count = IsLong ? 10_000 : 1_000;
        await using var server = new RawServer();
        server.Send(RawServer.Hello);
        server.Send("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        Task<IReadOnlyList<JsonElement>> reading = server.ReadAsync(count + 1);
        for (int id = 0; id < count; id++)
        {
            server.Send("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"task_create\",\"arguments\":{\"name\":\"t" + id + "\"}}}");
        }

        Dictionary<string, JsonElement> answers = (await reading).ToDictionary(answer => answer.GetProperty("id").GetRawText());
        for (int id = 0; id < count; id++)
        {
            string? name = answers[$"{id}"].GetProperty("result").GetProperty("structuredContent").GetProperty("name").GetString();
            Assert.Equal($"t{id}", name);
        }
    }

    [Fact]
    public async Task Requests_that_share_an_id_are_both_answered()
    {
        IReadOnlyList<JsonElement> answers = await ExchangeAsync(
            3,
            """{"jsonrpc":"2.0","id":1,"method":"ping"}""",
            """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"task_ready"}}""");
        Assert.Equal(2, answers.Count(answer => answer.GetProperty("id").GetRawText() == "1" && answer.TryGetProperty("result", out _)));
    }

    [Fact]
    public async Task Half_a_message_and_then_the_end_ends_the_session()
    {
        await using var server = new RawServer();
        server.Send(RawServer.Hello);
        Assert.Single(await server.ReadAsync(1));
        await server.SendBytesAsync("{\"jsonrpc\":\"2.0\",\"id\":1,\"met"u8.ToArray());
        server.End();
        await server.Serving.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Empty(await server.ReadToEndAsync());
    }

    [Fact]
    public async Task A_client_that_goes_away_in_the_middle_of_a_call_ends_the_session()
    {
        await using var server = new RawServer();
        var never = new TaskCompletionSource();
        server.Workplace.Gate = never.Task;
        server.Send(RawServer.Hello);
        Assert.Single(await server.ReadAsync(1));
        server.Send("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"task_ready"}}""");
        await server.Workplace.Arrived.Task.WaitAsync(TestContext.Current.CancellationToken);
        server.End();
        await server.Serving.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_end_of_the_input_is_seen_before_all_that_came_ahead_of_it_is_taken()
    {
        // Far more messages than wait to be taken, and nobody takes one: counting from when all were taken would never begin.
        byte[] lines = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 1_000).Select(id => $"{{\"jsonrpc\":\"2.0\",\"id\":{id},\"method\":\"ping\"}}\n")));
        await using var transport = new LineTransport(BlockingInput.Of(new MemoryStream(lines)), Stream.Null);
        await transport.InputEnded.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(transport.MessageReader.Completion.IsCompleted);
    }

    private static int CodeOf(JsonElement answer) => answer.GetProperty("error").GetProperty("code").GetInt32();

    private static async Task<IReadOnlyList<JsonElement>> ExchangeAsync(int answers, params string[] lines)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
        return await ExchangeBytesAsync(bytes, answers - 1);
    }

    /// <summary>Says hello, sends the bytes, and returns the answers to them.</summary>
    private static async Task<IReadOnlyList<JsonElement>> ExchangeBytesAsync(byte[] bytes, int answers)
    {
        await using var server = new RawServer();
        server.Send(RawServer.Hello);
        Assert.Single(await server.ReadAsync(1));
        await server.SendBytesAsync(bytes);
        return await server.ReadAsync(answers);
    }
}
