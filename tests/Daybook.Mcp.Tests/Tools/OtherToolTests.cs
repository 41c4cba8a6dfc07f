using System.Text.Json;
using Daybook.Runs;
using Daybook.Testing;
using ModelContextProtocol.Protocol;
using Xunit;

namespace Daybook.Mcp.Tests.Tools;

/// <summary>Drafts, runs, operations, and what spans the kinds.</summary>
public sealed class OtherToolTests
{
    [Fact]
    public async Task A_draft_comes_back_whole_or_in_parts()
    {
        await using McpScope scope = await McpScope.StartAsync();
        JsonElement saved = await scope.SucceedAsync("draft_save", """{"state":{"phase":"ask","answers":[1,{"tone":"formal"}]}}""");
        string id = saved.GetProperty("session_id").GetString()!;
        JsonElement loaded = await scope.SucceedAsync("draft_load", $$"""{"session_id":"{{id}}"}""");
        Assert.Equal("""{"phase":"ask","answers":[1,{"tone":"formal"}]}""", loaded.GetProperty("state").GetRawText());
        JsonElement part = await scope.SucceedAsync("draft_load", $$"""{"session_id":"{{id}}","pointer":"/answers/1/tone"}""");
        Assert.Equal("formal", part.GetProperty("state").GetString());
        Assert.Equal("not_found", (await scope.FailAsync("draft_load", $$"""{"session_id":"{{id}}","pointer":"/answers/9"}""")).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_long_draft_is_left_out_and_never_cut()
    {
        await using McpScope scope = await McpScope.StartAsync();
        string state = JsonSerializer.Serialize(new { notes = new string('x', 50_000), phase = "ask" });
        JsonElement saved = await scope.SucceedAsync("draft_save", $$"""{"state":{{state}}}""");
        string id = saved.GetProperty("session_id").GetString()!;
        CallToolResult concise = await scope.CallAsync("draft_load", $$"""{"session_id":"{{id}}"}""");
        Assert.False(concise.StructuredContent!.Value.TryGetProperty("state", out _));
        Assert.Contains("/notes, /phase", McpScope.TextOf(concise), StringComparison.Ordinal);
        JsonElement detailed = await scope.SucceedAsync("draft_load", $$"""{"session_id":"{{id}}","response_format":"detailed"}""");
        Assert.Equal(state, detailed.GetProperty("state").GetRawText());
    }

    [Fact]
    public async Task Null_is_a_state_as_it_is_on_the_command_line()
    {
        await using McpScope scope = await McpScope.StartAsync();
        JsonElement saved = await scope.SucceedAsync("draft_save", """{"state":null}""");
        JsonElement loaded = await scope.SucceedAsync("draft_load", $$"""{"session_id":"{{saved.GetProperty("session_id").GetString()}}"}""");
        Assert.Equal(JsonValueKind.Null, loaded.GetProperty("state").ValueKind);
        Assert.Contains("state is missing", (await scope.FailAsync("draft_save")).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_asked_for_all_is_not_told_to_ask_for_more()
    {
        await using McpScope scope = await McpScope.StartAsync();
        string state = JsonSerializer.Serialize(new { notes = new string('x', 150_000), phase = "ask" });
        string draft = (await scope.SucceedAsync("draft_save", $$"""{"state":{{state}}}""")).GetProperty("session_id").GetString()!;
        JsonElement added = await scope.SucceedAsync("memory_add", $$"""{"type":"note","summary":"{{new string('x', 150_000)}}"}""");
        string memory = added.GetProperty("id").GetString()!;
        foreach ((string call, string next) in new[]
        {
            ($$"""draft_load {"session_id":"{{draft}}","response_format":"detailed"}""", "/notes, /phase"),
            ($$"""memory_query {"id":"{{memory}}","response_format":"detailed"}""", $"daybook memory show {memory} --json"),
        })
        {
            string[] parts = call.Split(' ', 2);
            string text = McpScope.TextOf(await scope.CallAsync(parts[0], parts[1]));
            Assert.DoesNotContain("response_format", text, StringComparison.Ordinal);
            Assert.Contains(next, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_draft_saved_twice_under_one_key_is_one()
    {
        await using McpScope scope = await McpScope.StartAsync();
        JsonElement first = await scope.SucceedAsync("draft_save", """{"state":{"a":1},"idempotency_key":"d1"}""");
        JsonElement again = await scope.SucceedAsync("draft_save", """{"state":{"a":1},"idempotency_key":"d1"}""");
        Assert.Equal(first.GetProperty("session_id").GetString(), again.GetProperty("session_id").GetString());
    }

    [Fact]
    public async Task A_key_never_replaces_a_draft_that_is_there()
    {
        VolatileStore store = McpScope.NewStore();
        await using McpScope first = await McpScope.StartAsync(store, "2025-06-18");
        const string Arguments = """{"state":{"a":1},"idempotency_key":"d1"}""";
        string id = (await first.SucceedAsync("draft_save", Arguments)).GetProperty("session_id").GetString()!;

        // Another server does not remember the key; the store does.
        await using McpScope second = await McpScope.StartAsync(store, "2025-06-18");
        Assert.Equal(id, (await second.SucceedAsync("draft_save", Arguments)).GetProperty("session_id").GetString());
        Assert.Equal("conflict", (await second.FailAsync("draft_save", """{"state":{"b":2},"idempotency_key":"d1"}""")).GetProperty("code").GetString());
        await first.SucceedAsync("draft_save", $$"""{"state":{"a":3},"session_id":"{{id}}"}""");
        Assert.Equal("conflict", (await second.FailAsync("draft_save", """{"state":{"a":4},"idempotency_key":"d1"}""")).GetProperty("code").GetString());
        JsonElement loaded = await first.SucceedAsync("draft_load", $$"""{"session_id":"{{id}}"}""");
        Assert.Equal("""{"a":3}""", loaded.GetProperty("state").GetRawText());
    }

    [Fact]
    public async Task An_operation_is_started_and_completed_once()
    {
        await using McpScope scope = await McpScope.StartAsync();
        JsonElement started = await scope.SucceedAsync("op_start", """{"profile":"dev","action":"fix","request":"the pool","idempotency_key":"o1"}""");
        string id = started.GetProperty("invocation_id").GetString()!;
        Assert.Equal(id, (await scope.SucceedAsync("op_start", """{"profile":"dev","action":"fix","request":"the pool","idempotency_key":"o1"}""")).GetProperty("invocation_id").GetString());
        string complete = $$"""{"id":"{{id}}","outcome":"done","evidence":"tests pass","artifacts":["src/db.cs"],"idempotency_key":"o2"}""";
        Assert.Equal("done", (await scope.SucceedAsync("op_complete", complete)).GetProperty("outcome").GetString());
        Assert.Equal("done", (await scope.SucceedAsync("op_complete", complete)).GetProperty("outcome").GetString());
        Assert.Equal("conflict", (await scope.FailAsync("op_complete", $$"""{"id":"{{id}}","outcome":"failed"}""")).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Runs_come_as_a_tree_page_by_page()
    {
        await using McpScope scope = await McpScope.StartAsync();
        for (int number = 0; number < 3; number++)
        {
            await scope.Store.Runs.CreateAsync(new NewRun { ProjectId = "p", TaskId = $"t{number}", AgentType = "codex" }, TestContext.Current.CancellationToken);
        }

        JsonElement page = await scope.SucceedAsync("run_tree", """{"limit":2}""");
        Assert.Equal((2, 3), (page.GetProperty("items").GetArrayLength(), page.GetProperty("total").GetInt32()));
        JsonElement rest = await scope.SucceedAsync("run_tree", $$"""{"cursor":"{{page.GetProperty("next_cursor").GetString()}}"}""");
        Assert.Equal(1, rest.GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"response_format":"detailed"}""")]
    public async Task A_long_chain_of_runs_is_cut_and_says_so(string arguments)
    {
        await using McpScope scope = await McpScope.StartAsync();
        string? parent = null;
        for (int level = 0; level < 40; level++)
        {
            var run = new NewRun { ProjectId = "p", TaskId = $"t{level}", AgentType = "codex", ParentRunId = parent };
            parent = (await scope.Store.Runs.CreateAsync(run, TestContext.Current.CancellationToken)).RunId;
        }

        CallToolResult result = await scope.CallAsync("run_tree", arguments);
        Assert.Contains("Truncated", McpScope.TextOf(result), StringComparison.Ordinal);
        Assert.True(result.StructuredContent!.Value.GetProperty("truncated").GetBoolean());
        Assert.Equal(1, result.StructuredContent!.Value.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_draft_of_many_levels_is_left_out_and_comes_in_parts()
    {
        await using McpScope scope = await McpScope.StartAsync();
        string state = string.Concat(Enumerable.Repeat("[", 63)) + string.Concat(Enumerable.Repeat("]", 63));
        string id = (await scope.Store.Drafts.SaveAsync(new() { StateJson = state }, TestContext.Current.CancellationToken)).SessionId;
        CallToolResult left = await scope.CallAsync("draft_load", $$"""{"session_id":"{{id}}","response_format":"detailed"}""");
        Assert.Contains("63 levels", McpScope.TextOf(left), StringComparison.Ordinal);
        Assert.True(left.StructuredContent!.Value.GetProperty("truncated").GetBoolean());
        string pointer = string.Concat(Enumerable.Repeat("/0", 20));
        Assert.Equal(state[20..^20], (await scope.SucceedAsync("draft_load", $$"""{"session_id":"{{id}}","pointer":"{{pointer}}"}""")).GetProperty("state").GetRawText());
    }

    [Fact]
    public async Task A_pointer_without_its_slash_is_refused()
    {
        await using McpScope scope = await McpScope.StartAsync();
        string id = (await scope.SucceedAsync("draft_save", """{"state":{"a":1}}""")).GetProperty("session_id").GetString()!;
        Assert.Equal("usage", (await scope.FailAsync("draft_load", $$"""{"session_id":"{{id}}","pointer":"a"}""")).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Search_and_prime_tell_of_all_kinds()
    {
        await using McpScope scope = await McpScope.StartAsync();
        Assert.Contains("task_create", McpScope.TextOf(await scope.CallAsync("state_prime")), StringComparison.Ordinal);
        string task = (await scope.SucceedAsync("task_create", """{"name":"Fix the pool"}""")).GetProperty("id").GetString()!;
        await scope.SucceedAsync("memory_add", """{"type":"note","title":"The pool leaks"}""");
        Assert.Equal(2, (await scope.SucceedAsync("state_search", """{"query":"pool"}""")).GetProperty("items").GetArrayLength());
        Assert.Equal(1, (await scope.SucceedAsync("state_search", """{"query":"pool","kinds":"task"}""")).GetProperty("items").GetArrayLength());
        string prime = McpScope.TextOf(await scope.CallAsync("state_prime"));
        Assert.Contains("Fix the pool", prime, StringComparison.Ordinal);
        Assert.Contains("next: task_claim", prime, StringComparison.Ordinal);
        JsonElement named = (await scope.SucceedAsync("state_prime")).GetProperty("sections")[0];
        Assert.Equal(("Ready tasks", task), (named.GetProperty("title").GetString(), named.GetProperty("ids")[0].GetString()));
        JsonElement sections = (await scope.SucceedAsync("state_prime", """{"response_format":"detailed"}""")).GetProperty("sections");
        Assert.NotEqual(0, sections.GetArrayLength());
    }

    [Fact]
    public async Task Nothing_to_suggest_is_said()
    {
        await using McpScope scope = await McpScope.StartAsync();
        Assert.Equal("coding", (await scope.SucceedAsync("recall_suggest", """{"category":"coding"}""")).GetProperty("category").GetString());
    }
}
