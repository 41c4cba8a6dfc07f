using System.Text.Json;
using Xunit;

namespace Daybook.Mcp.Tests.Transports;

/// <summary>A message that says one thing to one reader and another to the next is refused, and the session goes on.</summary>
public sealed class MessageNamesTests
{
    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"task_ready","name":"task_claim"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"task_show","arguments":{"id":"a","id":"b"}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/list","method":"tools/call"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"task_ready","Name":"task_claim"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"task_ready","_meta":{"a":1,"A":2}}}""")]
    public async Task A_name_that_is_there_twice_is_refused(string line)
    {
        await using RawServer server = await RawServer.GreetedAsync();
        server.Send(line);
        server.Send("""{"jsonrpc":"2.0","id":2,"method":"ping"}""");
        IReadOnlyList<JsonElement> answers = await server.ReadAsync(2);
        JsonElement refusal = Assert.Single(answers, static answer => answer.GetProperty("id").GetRawText() == "1");
        Assert.Equal(-32600, refusal.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Contains(answers, static answer => answer.GetProperty("id").GetRawText() == "2" && answer.TryGetProperty("result", out _));
    }

    [Fact]
    public async Task What_a_tool_stores_may_have_names_that_differ_by_case()
    {
        await using RawServer server = await RawServer.GreetedAsync();
        server.Send("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"memory_add","arguments":{"type":"note","metadata":{"a":1,"A":2}}}}""");
        JsonElement answer = (await server.ReadAsync(1))[0];
        Assert.True(answer.GetProperty("result").GetProperty("structuredContent").GetProperty("added").GetBoolean());
    }
}
