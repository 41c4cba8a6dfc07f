using System.Text.Json;
using Daybook.Memory;
using Daybook.Tasks;
using Daybook.Testing;
using Xunit;

namespace Daybook.Mcp.Tests.Tools;

public sealed class TaskToolTests
{
    [Fact]
    public async Task A_task_is_created_claimed_noted_and_completed()
    {
        await using McpScope scope = await McpScope.StartAsync();
        string id = (await scope.SucceedAsync("task_create", """{"name":"Fix the pool","priority":"1","tags":["db"]}""")).GetProperty("id").GetString()!;
        Assert.Equal(id, (await scope.SucceedAsync("task_ready")).GetProperty("items")[0].GetProperty("id").GetString());
        JsonElement claim = await scope.SucceedAsync("task_claim", """{"lease_seconds":60}""");
        long token = claim.GetProperty("token").GetInt64();
        Assert.Equal("user@host", claim.GetProperty("task").GetProperty("claim").GetProperty("owner").GetString());
        await scope.SucceedAsync("task_update", $$"""{"id":"{{id}}","action":"note","decisions":["async"],"token":{{token}}}""");
        await scope.SucceedAsync("task_update", $$"""{"id":"{{id}}","action":"heartbeat","token":{{token}}}""");
        JsonElement done = await scope.SucceedAsync("task_update", $$"""{"id":"{{id}}","action":"complete","token":{{token}}}""");
        Assert.Equal("completed", done.GetProperty("status").GetString());
        Assert.Equal("async", (await scope.SucceedAsync("task_show", $$"""{"id":"{{id}}"}""")).GetProperty("context").GetProperty("decisions")[0].GetString());
    }

    [Fact]
    public async Task What_an_agent_does_belongs_to_its_open_session_whichever_that_is_now()
    {
        await using McpScope scope = await McpScope.StartAsync();
        CancellationToken ending = TestContext.Current.CancellationToken;
        var hook = new TaskActor { Agent = "user@host", SessionId = "first-session" };
        await scope.Store.Sessions.StartAsync(hook, ending);
        string task = (await scope.SucceedAsync("task_create", """{"name":"Fix"}""")).GetProperty("id").GetString()!;
        await scope.SucceedAsync("task_claim");
        Assert.Equal(task, Assert.Single(await scope.Store.Sessions.ListAsync(new ProblemList(), ending)).CurrentTaskId);
        await scope.Store.Sessions.EndAsync(hook, ending);
        await scope.Store.Sessions.StartAsync(hook with { SessionId = "second-session" }, ending);
        string memory = (await scope.SucceedAsync("memory_add", """{"type":"note","title":"Kept"}""")).GetProperty("id").GetString()!;
        MemoryRecord stored = await scope.Store.Memory.GetAsync(memory, ending);
        Assert.Equal(("second-session", "tester"), (stored.SessionId, stored.Source));
    }

    [Fact]
    public async Task The_server_is_the_owner_process_of_its_claims()
    {
        await using McpScope scope = await McpScope.StartAsync();
        string id = (await scope.SucceedAsync("task_create", """{"name":"Fix"}""")).GetProperty("id").GetString()!;
        await scope.SucceedAsync("task_claim");
        TaskRecord task = await scope.Store.Tasks.GetAsync(id, TestContext.Current.CancellationToken);
        Assert.Equal(McpScope.ServerPid, task.Claim!.Process!.Pid);
    }

    [Fact]
    public async Task A_write_without_the_token_is_refused_with_what_to_do()
    {
        await using McpScope scope = await McpScope.StartAsync();
        string id = (await scope.SucceedAsync("task_create", """{"name":"Fix"}""")).GetProperty("id").GetString()!;
        await scope.SucceedAsync("task_claim");
        JsonElement error = await scope.FailAsync("task_update", $$"""{"id":"{{id}}","action":"complete"}""");
        Assert.Equal("conflict", error.GetProperty("code").GetString());
        Assert.Contains("token", error.GetProperty("hint").GetString(), StringComparison.Ordinal);
        Assert.Equal("not_found", (await scope.FailAsync("task_claim")).GetProperty("code").GetString());
        Assert.Contains("task_claim", (await scope.FailAsync("task_claim", $$"""{"id":"{{id}}"}""")).GetProperty("hint").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeated_create_answers_with_the_task_also_when_it_was_changed_since()
    {
        const string Arguments = """{"name":"Fix","idempotency_key":"k1"}""";
        VolatileStore store = McpScope.NewStore();
        await using McpScope first = await McpScope.StartAsync(store, "2025-06-18");
        string id = (await first.SucceedAsync("task_create", Arguments)).GetProperty("id").GetString()!;
        await first.SucceedAsync("task_update", $$"""{"id":"{{id}}","action":"edit","name":"Fix it"}""");
        await using McpScope second = await McpScope.StartAsync(store, "2025-06-18");
        JsonElement again = await second.SucceedAsync("task_create", Arguments);
        Assert.Equal((id, "Fix it"), (again.GetProperty("id").GetString(), again.GetProperty("name").GetString()));
        Assert.Equal("conflict", (await second.FailAsync("task_create", """{"name":"Else","idempotency_key":"k1"}""")).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("""{"name":"Fix","tags":["a"],"idempotency_key":"k1"}""")]
    [InlineData("""{"name":"Fix","depends_on":["FIRST"],"idempotency_key":"k1"}""")]
    [InlineData("""{"name":"Fix","parent":"FIRST","idempotency_key":"k1"}""")]
    public async Task A_key_of_another_wish_is_refused_by_another_server(string other)
    {
        VolatileStore store = McpScope.NewStore();
        string id = (await store.Tasks.CreateAsync(new NewTask { Name = "First" }, new TaskActor { Agent = "a" }, TestContext.Current.CancellationToken)).Id;
        await using McpScope first = await McpScope.StartAsync(store, "2025-06-18");
        await first.SucceedAsync("task_create", """{"name":"Fix","idempotency_key":"k1"}""");
        await using McpScope second = await McpScope.StartAsync(store, "2025-06-18");
        Assert.Equal("conflict", (await second.FailAsync("task_create", other.Replace("FIRST", id, StringComparison.Ordinal))).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_repeated_claim_takes_no_second_task()
    {
        await using McpScope scope = await McpScope.StartAsync();
        await scope.SucceedAsync("task_create", """{"name":"One"}""");
        await scope.SucceedAsync("task_create", """{"name":"Two"}""");
        JsonElement first = await scope.SucceedAsync("task_claim", """{"idempotency_key":"c1"}""");
        JsonElement again = await scope.SucceedAsync("task_claim", """{"idempotency_key":"c1"}""");
        Assert.Equal(first.GetProperty("token").GetInt64(), again.GetProperty("token").GetInt64());
        Assert.Single((await scope.SucceedAsync("task_ready")).GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("""{"name":"x","nmae":"y"}""", "nmae")]
    [InlineData("""{"name":7}""", "name")]
    [InlineData("""{}""", "name")]
    [InlineData("""{"name":"x","priority":9}""", "priority")]
    [InlineData("""{"name":"x","tags":[1]}""", "tags")]
    public async Task A_wrong_argument_is_named(string arguments, string named)
    {
        await using McpScope scope = await McpScope.StartAsync();
        JsonElement error = await scope.FailAsync("task_create", arguments);
        Assert.Equal("usage", error.GetProperty("code").GetString());
        Assert.Contains(named, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, scope.Workplace.Opened);
    }

    [Fact]
    public async Task What_an_action_does_not_use_is_refused()
    {
        await using McpScope scope = await McpScope.StartAsync();
        string id = (await scope.SucceedAsync("task_create", """{"name":"Fix"}""")).GetProperty("id").GetString()!;
        JsonElement error = await scope.FailAsync("task_update", $$"""{"id":"{{id}}","action":"start","decisions":["x"]}""");
        Assert.Contains("decisions", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }
}
