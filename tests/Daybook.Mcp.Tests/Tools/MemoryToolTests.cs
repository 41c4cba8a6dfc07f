using System.Text.Json;
using Daybook.Memory;
using Daybook.Testing;
using Xunit;

namespace Daybook.Mcp.Tests.Tools;

public sealed class MemoryToolTests
{
    [Fact]
    public async Task What_is_added_comes_back_with_who_when_and_in_which_session()
    {
        await using McpScope scope = await McpScope.StartAsync();
        await scope.SucceedAsync("memory_add", """{"type":"decision","title":"Never raise retries","paths":["src/db.cs"],"metadata":{"why":"leak"}}""");
        JsonElement found = (await scope.SucceedAsync("memory_query", """{"paths":["src/db.cs"]}""")).GetProperty("items")[0];
        Assert.Equal("tester", found.GetProperty("source").GetString());
        Assert.NotEmpty(found.GetProperty("session_id").GetString()!);
        Assert.StartsWith("2026-11-01T12:00:00", found.GetProperty("recorded_at").GetString(), StringComparison.Ordinal);
        Assert.False(found.TryGetProperty("metadata", out _));
        JsonElement whole = (await scope.SucceedAsync("memory_query", """{"paths":"src/db.cs","response_format":"detailed"}""")).GetProperty("items")[0];
        Assert.Equal("leak", whole.GetProperty("metadata").GetProperty("why").GetString());
        JsonElement byId = (await scope.SucceedAsync("memory_query", $$"""{"id":"{{found.GetProperty("id").GetString()}}"}""")).GetProperty("items")[0];
        Assert.Equal("Never raise retries", byId.GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_repeated_call_answers_with_the_first_result_also_in_another_server()
    {
        const string Arguments = """{"type":"note","title":"Pool","idempotency_key":"k1"}""";
        VolatileStore store = McpScope.NewStore();
        await using McpScope first = await McpScope.StartAsync(store, "2025-06-18");
        string id = (await first.SucceedAsync("memory_add", Arguments)).GetProperty("id").GetString()!;
        Assert.Equal(id, (await first.SucceedAsync("memory_add", Arguments)).GetProperty("id").GetString());
        await using McpScope second = await McpScope.StartAsync(store, "2025-11-25");
        Assert.Equal(id, (await second.SucceedAsync("memory_add", Arguments)).GetProperty("id").GetString());
        JsonElement conflict = await second.FailAsync("memory_add", """{"type":"note","title":"Other","idempotency_key":"k1"}""");
        Assert.Equal("conflict", conflict.GetProperty("code").GetString());
        Assert.Single((await store.Memory.ListAsync(new MemoryListing(), TestContext.Current.CancellationToken)).Items);
    }

    [Fact]
    public async Task A_query_without_a_question_says_what_to_give()
    {
        await using McpScope scope = await McpScope.StartAsync();
        JsonElement error = await scope.FailAsync("memory_query", """{"repo":"acme/web"}""");
        Assert.Equal("usage", error.GetProperty("code").GetString());
        Assert.Contains("paths", error.GetProperty("hint").GetString(), StringComparison.Ordinal);
    }
}
