using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Xunit;

namespace Daybook.Mcp.Tests;

/// <summary>The SDK's own client in every version of the protocol that is served.</summary>
public sealed class ProtocolVersionTests
{
    public static TheoryData<string> Versions => ["2025-06-18", "2025-11-25", "2026-07-28"];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_client_lists_calls_fails_reads_and_prompts(string version)
    {
        await using McpScope scope = await McpScope.StartAsync(McpScope.NewStore(), version);
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        Assert.Equal(15, (await scope.Client.ListToolsAsync(cancellationToken: cancellationToken)).Count);

        string id = (await scope.SucceedAsync("task_create", """{"name":"Fix the pool"}""")).GetProperty("id").GetString()!;
        Assert.Equal("not_found", (await scope.FailAsync("task_show", """{"id":"ffffffff"}""")).GetProperty("code").GetString());

        ReadResourceResult read = await scope.Client.ReadResourceAsync($"daybook://task/{id}", cancellationToken: cancellationToken);
        Assert.Contains("Fix the pool", Assert.IsType<TextResourceContents>(Assert.Single(read.Contents)).Text, StringComparison.Ordinal);
        Assert.Equal(3, (await scope.Client.ListResourceTemplatesAsync(cancellationToken: cancellationToken)).Count);

        GetPromptResult prompt = await scope.Client.GetPromptAsync("resume", cancellationToken: cancellationToken);
        Assert.Contains("Fix the pool", Assert.IsType<TextContentBlock>(Assert.Single(prompt.Messages).Content).Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_call_is_cancelled_and_the_session_goes_on(string version)
    {
        await using McpScope scope = await McpScope.StartAsync(McpScope.NewStore(), version);
        var gate = new TaskCompletionSource();
        scope.Workplace.Gate = gate.Task;
        using var cancel = new CancellationTokenSource();
        Task<CallToolResult> call = scope.Client.CallToolAsync(new CallToolRequestParams { Name = "task_ready" }, cancel.Token).AsTask();
        await scope.Workplace.Arrived.Task.WaitAsync(TestContext.Current.CancellationToken);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        gate.SetResult();
        Assert.Equal(0, (await scope.SucceedAsync("task_ready")).GetProperty("total").GetInt32());
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task What_is_not_there_is_an_error_of_the_protocol(string version)
    {
        await using McpScope scope = await McpScope.StartAsync(McpScope.NewStore(), version);
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        McpProtocolException tool = await Assert.ThrowsAsync<McpProtocolException>(() => scope.CallAsync("task_destroy"));
        Assert.Equal(McpErrorCode.InvalidParams, tool.ErrorCode);
        McpProtocolException resource = await Assert.ThrowsAsync<McpProtocolException>(
            () => scope.Client.ReadResourceAsync("daybook://task/ffffffff", cancellationToken: cancellationToken).AsTask());
        Assert.Equal(-32002, (int)resource.ErrorCode);
        await Assert.ThrowsAsync<McpProtocolException>(() => scope.Client.GetPromptAsync("rest", cancellationToken: cancellationToken).AsTask());
    }
}
