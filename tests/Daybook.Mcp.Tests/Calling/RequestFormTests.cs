using System.Text.Json;
using Daybook.Mcp.Tests.Transports;
using Xunit;

namespace Daybook.Mcp.Tests.Calling;

/// <summary>Whoever sends wrong parameters is told that they are, and which: it is not the server that failed.</summary>
public sealed class RequestFormTests
{
    [Theory]
    [InlineData("tools/call", null, "name")]
    [InlineData("tools/call", "{}", "name")]
    [InlineData("tools/call", """{"name":null}""", "name")]
    [InlineData("tools/call", """{"name":7}""", "name")]
    [InlineData("tools/call", """{"name":["task_ready"]}""", "name")]
    [InlineData("tools/call", """{"name":"task_ready","arguments":[]}""", "arguments")]
    [InlineData("tools/call", """{"name":"task_ready","arguments":"limit"}""", "arguments")]
    [InlineData("tools/call", """{"name":"task_ready","arguments":7}""", "arguments")]
    [InlineData("tools/call", """{"name":"task_ready","_meta":7}""", "_meta")]
    [InlineData("tools/list", """{"cursor":7}""", "cursor")]
    [InlineData("resources/read", null, "uri")]
    [InlineData("resources/read", "{}", "uri")]
    [InlineData("resources/read", """{"uri":7}""", "uri")]
    [InlineData("prompts/get", null, "name")]
    [InlineData("prompts/get", "{}", "name")]
    [InlineData("prompts/get", """{"name":{}}""", "name")]
    [InlineData("prompts/get", """{"name":"resume","arguments":[]}""", "arguments")]
    public async Task Wrong_parameters_are_named(string method, string? parameters, string member)
    {
        string given = parameters is null ? "" : $",\"params\":{parameters}";
        JsonElement error = await ErrorOfAsync("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\"" + given + "}");
        Assert.Equal(-32602, error.GetProperty("code").GetInt32());
        Assert.Contains(member, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("\"task_ready\"")]
    public async Task Parameters_that_are_no_object_are_refused(string parameters)
    {
        JsonElement error = await ErrorOfAsync("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":" + parameters + "}");
        Assert.InRange(error.GetProperty("code").GetInt32(), -32602, -32600);
    }

    [Fact]
    public async Task No_arguments_are_none()
    {
        await using RawServer server = await RawServer.GreetedAsync();
        server.Send("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"task_ready","arguments":null}}""");
        Assert.True((await server.ReadAsync(1))[0].TryGetProperty("result", out _));
    }

    private static async Task<JsonElement> ErrorOfAsync(string line)
    {
        await using RawServer server = await RawServer.GreetedAsync();
        server.Send(line);
        return (await server.ReadAsync(1))[0].GetProperty("error");
    }
}
