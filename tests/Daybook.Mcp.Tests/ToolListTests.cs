using System.Text;
using System.Text.Json;
using Daybook.Testing;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Xunit;

namespace Daybook.Mcp.Tests;

/// <summary>What a client is told of the tools: it is read by a model before every first word, so it is short.</summary>
public sealed class ToolListTests
{
    private const int WordsBytesMax = 8_000;
    private const int ListBytesMax = 16_000;

    private static readonly string[] Listings = ["state_search", "memory_query", "task_ready", "run_tree"];

    private static readonly string[] Writes = ["memory_add", "task_create", "task_claim", "task_update", "draft_save", "op_start", "op_complete"];

    private static IReadOnlyList<Tool> Tools => McpScope.ServerOver(new TestWorkplace(McpScope.NewStore())).Tools;

    [Fact]
    public void The_tools_are_those_of_the_contract_in_one_order() => Assert.Equal(
        [
            "state_prime", "state_search", "memory_add", "memory_query", "task_create", "task_ready", "task_claim", "task_update", "task_show",
            "run_tree", "draft_save", "draft_load", "recall_suggest", "op_start", "op_complete",
        ],
        Tools.Select(tool => tool.Name));

    [Fact]
    public void Names_descriptions_and_schemas_are_at_most_8000_bytes()
    {
        int bytes = Tools.Sum(tool => Encoding.UTF8.GetByteCount(tool.Name + tool.Description + tool.InputSchema.GetRawText()));
        Assert.InRange(bytes, 1, WordsBytesMax);
    }

    [Fact]
    public void The_whole_list_is_at_most_16000_bytes()
    {
        var list = new ListToolsResult { Tools = [.. Tools] };
        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(list, McpJsonUtilities.DefaultOptions).Length, 1, ListBytesMax);
    }

    [Fact]
    public void Every_tool_has_a_title_and_all_four_annotations() => Assert.All(Tools, tool =>
    {
        Assert.NotEmpty(tool.Title!);
        Assert.NotNull(tool.Annotations!.ReadOnlyHint);
        Assert.NotNull(tool.Annotations.DestructiveHint);
        Assert.NotNull(tool.Annotations.IdempotentHint);
        Assert.False(tool.Annotations.OpenWorldHint);
    });

    [Fact]
    public void Every_listing_has_pages_and_two_forms() => Assert.All(Listings, name =>
    {
        JsonElement properties = Tools.Single(tool => tool.Name == name).InputSchema.GetProperty("properties");
        Assert.All(new[] { "limit", "cursor", "response_format" }, argument => Assert.True(properties.TryGetProperty(argument, out _), $"{name} {argument}"));
    });

    [Fact]
    public void Every_write_takes_an_idempotency_key_and_says_that_it_writes() => Assert.All(Tools, tool =>
    {
        bool isWrite = Writes.Contains(tool.Name);
        Assert.Equal(isWrite, tool.InputSchema.GetProperty("properties").TryGetProperty("idempotency_key", out _));
        Assert.Equal(!isWrite, tool.Annotations!.ReadOnlyHint);
    });

    [Fact]
    public void What_clients_are_told_is_the_approved_text() =>
        Snapshot.Match(string.Join('\n', Tools.Select(tool => JsonSerializer.Serialize(tool, McpJsonUtilities.DefaultOptions))) + "\n", "jsonl");
}
