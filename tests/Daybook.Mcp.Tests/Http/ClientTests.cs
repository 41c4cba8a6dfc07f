using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Xunit;

namespace Daybook.Mcp.Tests.Http;

/// <summary>What the SDK's own client can do over HTTP, in each version of the protocol.</summary>
public sealed class ClientTests
{
    public static readonly TheoryData<string> Versions = ["2025-06-18", "2025-11-25", "2026-07-28"];

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task It_lists_calls_reads_and_prompts(string version)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await using McpClient client = await server.ConnectAsync(version);
        Assert.Equal(version, client.NegotiatedProtocolVersion);
        Assert.Equal(["echo", "wait"], (await client.ListToolsAsync(cancellationToken: Ending)).Select(static tool => tool.Name));
        Assert.Equal("hello", await EchoAsync(client, "hello"));
        ReadResourceResult read = await client.ReadResourceAsync("daybook://task/a b", cancellationToken: Ending);
        Assert.Equal("read daybook://task/a b", Assert.IsType<TextResourceContents>(Assert.Single(read.Contents)).Text);
        Assert.Equal("resume", Assert.Single(await client.ListPromptsAsync(cancellationToken: Ending)).Name);
        Assert.Single((await client.GetPromptAsync("resume", cancellationToken: Ending)).Messages);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task An_error_of_the_protocol_arrives_as_one(string version)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await using McpClient client = await server.ConnectAsync(version);
        McpProtocolException error = await Assert.ThrowsAsync<McpProtocolException>(async () => await client.CallToolAsync("nothing", cancellationToken: Ending));
        Assert.Equal(McpErrorCode.InvalidParams, error.ErrorCode);
    }

    [Fact]
    public async Task Without_sessions_a_call_whose_client_hangs_up_is_told_to_end()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await using McpClient client = await server.ConnectAsync("2026-07-28");
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Ending);
        Task<CallToolResult> call = client.CallToolAsync("wait", Text("x"), cancellationToken: giveUp.Token).AsTask();
        await server.Small.Entered.ReadAsync(Ending);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal("x", await server.Small.Cancelled.ReadAsync(Ending));
        Assert.Equal("still there", await EchoAsync(client, "still there"));
    }

    [Theory]
    [InlineData("2025-06-18")]
    [InlineData("2025-11-25")]
    public async Task In_a_session_a_call_is_told_to_end_by_a_message_and_not_by_hanging_up(string version)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await using McpClient client = await server.ConnectAsync(version);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Ending);
        var request = new JsonRpcRequest { Id = new RequestId("mine"), Method = "tools/call", Params = JsonNode.Parse("""{"name":"wait","arguments":{"text":"x"}}""") };
        Task<JsonRpcResponse> call = client.SendRequestAsync(request, giveUp.Token);
        await server.Small.Entered.ReadAsync(Ending);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal("still there", await EchoAsync(client, "still there"));
        Assert.False(server.Small.Cancelled.TryRead(out _));
        await client.SendNotificationAsync("notifications/cancelled", new CancelledNotificationParams { RequestId = new RequestId("mine") }, cancellationToken: Ending);
        Assert.Equal("x", await server.Small.Cancelled.ReadAsync(Ending));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Clients_with_the_same_request_ids_get_their_own_answers(string version)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        McpClient[] clients = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => server.ConnectAsync(version)));
        Task<string>[] answers = [.. from round in Enumerable.Range(0, 20)
                                     from client in Enumerable.Range(0, clients.Length)
                                     select EchoAsync(clients[client], $"{client}/{round}")];
        string[] expected = [.. from round in Enumerable.Range(0, 20)
                                from client in Enumerable.Range(0, clients.Length)
                                select $"{client}/{round}"];
        Assert.Equal(expected, await Task.WhenAll(answers));
        foreach (McpClient client in clients)
        {
            await client.DisposeAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task The_server_stops_while_a_call_runs(string version)
    {
        RunningServer server = await RunningServer.StartAsync();
        await using McpClient client = await server.ConnectAsync(version);
        Task<CallToolResult> call = client.CallToolAsync("wait", Text("x"), cancellationToken: Ending).AsTask();
        await server.Small.Entered.ReadAsync(Ending);
        await server.DisposeAsync();
        Assert.Equal("x", await server.Small.Cancelled.ReadAsync(Ending));
        await Assert.ThrowsAnyAsync<Exception>(() => call);
    }

    private static Dictionary<string, object?> Text(string text) => new() { ["text"] = text };

    private static async Task<string> EchoAsync(McpClient client, string text)
    {
        CallToolResult result = await client.CallToolAsync("echo", Text(text), cancellationToken: Ending);
        return Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;
    }
}
