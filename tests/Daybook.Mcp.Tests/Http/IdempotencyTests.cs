using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Xunit;

namespace Daybook.Mcp.Tests.Http;

/// <summary>Clients of one server that choose the same idempotency keys.</summary>
public sealed class IdempotencyTests
{
    private const string Key = """{"idempotency_key":"k1"}""";

    [Theory]
    [InlineData("2025-06-18")]
    [InlineData("2025-11-25")]
    public async Task In_sessions_each_gets_a_claim_of_its_own(string version)
    {
        await using DaybookStore store = McpScope.NewStore();
        await using RunningServer server = await StartAsync(store);
        await using McpClient one = await server.ConnectAsync(version);
        await using McpClient other = await server.ConnectAsync(version);
        await CreateAsync(one, "first");
        await CreateAsync(one, "second");
        string claimed = await ClaimAsync(one);
        Assert.NotEqual(claimed, await ClaimAsync(other));
        Assert.Equal(claimed, await ClaimAsync(one));
    }

    [Fact]
    public async Task Where_requests_stand_alone_a_claim_takes_no_key_and_without_one_each_gets_its_own()
    {
        const string Version = "2026-07-28";
        await using DaybookStore store = McpScope.NewStore();
        await using RunningServer server = await StartAsync(store);
        await using McpClient one = await server.ConnectAsync(Version);
        await using McpClient other = await server.ConnectAsync(Version);
        await CreateAsync(one, "first");
        await CreateAsync(one, "second");
        foreach (McpClient client in (McpClient[])[one, other])
        {
            CallToolResult refused = await McpScope.CallAsync(client, "task_claim", Key);
            Assert.True(refused.IsError);
            Assert.Contains("usage: task_claim takes no idempotency_key", McpScope.TextOf(refused), StringComparison.Ordinal);
            Assert.True((await McpScope.CallAsync(client, "op_start", """{"profile":"p","action":"a","idempotency_key":"k1"}""")).IsError);
        }

        Assert.NotEqual(await ClaimAsync(one, "{}"), await ClaimAsync(other, "{}"));
    }

    private static Task<RunningServer> StartAsync(DaybookStore store)
    {
        DaybookMcp mcp = McpScope.ServerOver(new TestWorkplace(store));
        return RunningServer.StartAsync(options => options with { ForSession = mcp.OptionsForSession, ForRequest = () => mcp.OptionsForRequest("shared-session") });
    }

    private static async Task CreateAsync(McpClient client, string name) =>
        Assert.True((await McpScope.CallAsync(client, "task_create", JsonSerializer.Serialize(new { name }))).IsError is not true);

    private static Task<string> ClaimAsync(McpClient client) => ClaimAsync(client, Key);

    private static async Task<string> ClaimAsync(McpClient client, string arguments)
    {
        CallToolResult result = await McpScope.CallAsync(client, "task_claim", arguments);
        Assert.True(result.IsError is not true, McpScope.TextOf(result));
        return result.StructuredContent!.Value.GetProperty("task").GetProperty("id").GetString()!;
    }
}
