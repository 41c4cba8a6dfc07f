using System.Text.Json;
using Daybook.Errors;
using Daybook.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Xunit;

namespace Daybook.Mcp.Tests.Tools;

/// <summary>Whatever fails, the model reads what happened and what to do, under the name that the one table of errors has for it.</summary>
public sealed class FailureTests
{
    public static TheoryData<string> Names => [.. ErrorTable.Rows.Select(row => row.Name).Except(["check_failed", "unreachable"])];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_failure_has_its_name_and_a_next_step(string name)
    {
        await using McpScope scope = await McpScope.StartAsync();
        scope.Workplace.Failure = FailureOf(name);
        JsonElement error = await scope.FailAsync("task_ready");
        Assert.Equal(name, error.GetProperty("code").GetString());
        Assert.NotEmpty(error.GetProperty("hint").GetString()!);
        Assert.DoesNotContain("   at ", error.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_argument_that_is_missing_is_described_also_where_its_name_says_it()
    {
        await using McpScope scope = await McpScope.StartAsync();
        Assert.Equal("id: a text", (await scope.FailAsync("op_complete")).GetProperty("hint").GetString());
        Assert.Equal("state: Any JSON value", (await scope.FailAsync("draft_save")).GetProperty("hint").GetString());
    }

    [Theory]
    [InlineData("task_ready", """{"LONG":1}""")]
    [InlineData("task_update", """{"id":"x","action":"LONG"}""")]
    [InlineData("state_search", """{"query":"x","since":"LONG"}""")]
    [InlineData("task_show", """{"id":"LONG"}""")]
    [InlineData("draft_load", """{"session_id":"LONG"}""")]
    [InlineData("memory_query", """{"id":"LONG"}""")]
    public async Task A_failure_repeats_little_of_what_was_given(string tool, string arguments)
    {
        await using McpScope scope = await McpScope.StartAsync();
        CallToolResult result = await scope.CallAsync(tool, arguments.Replace("LONG", new string('x', 300_000), StringComparison.Ordinal));
        Assert.True(result.IsError);
        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(result, McpJsonUtilities.DefaultOptions).Length, 1, 4_000);
    }

    [Fact]
    public async Task So_does_one_of_the_protocol()
    {
        await using McpScope scope = await McpScope.StartAsync();
        string given = new('x', 300_000);
        CancellationToken ending = TestContext.Current.CancellationToken;
        McpProtocolException[] failures =
        [
            await Assert.ThrowsAsync<McpProtocolException>(() => scope.CallAsync(given)),
            await Assert.ThrowsAsync<McpProtocolException>(async () => await scope.Client.ReadResourceAsync("daybook://" + given, cancellationToken: ending)),
            await Assert.ThrowsAsync<McpProtocolException>(async () => await scope.Client.GetPromptAsync(given, cancellationToken: ending)),
        ];
        Assert.All(failures, failure => Assert.InRange(failure.Message.Length, 1, 1_000));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_resource_and_the_prompt_tell_it_too(string name)
    {
        await using McpScope scope = await McpScope.StartAsync();
        scope.Workplace.Failure = FailureOf(name);
        CancellationToken ending = TestContext.Current.CancellationToken;
        string told = ErrorReport.Of(scope.Workplace.Failure).Message;
        foreach (Func<Task> ask in (Func<Task>[])[
            async () => await scope.Client.ReadResourceAsync("daybook://task/abcdefgh", cancellationToken: ending),
            async () => await scope.Client.GetPromptAsync("resume", cancellationToken: ending)])
        {
            McpProtocolException failure = await Assert.ThrowsAsync<McpProtocolException>(ask);
            Assert.True(name == "interrupted" || failure.Message.Contains(told, StringComparison.Ordinal), failure.Message);
        }
    }

    private static Exception FailureOf(string name) => name switch
    {
        "usage" => new InvalidInputException("x"),
        "not_found" => new NotFoundException("x"),
        "conflict" => new ConflictException("x"),
        "corrupt" => new CorruptStoreException("x"),
        "newer_format" => new NewerFormatException("f", 9, 1),
        "storage" => new StorageException("x"),
        "durability_unknown" => new DurabilityUnknownException("x", "id"),
        "busy" => new BusyException("x"),
        "interrupted" => new OperationCanceledException(),
        _ => new InvalidOperationException("x"),
    };
}
