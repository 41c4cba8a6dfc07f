using Daybook.Testing;
using Xunit;

namespace Daybook.Mcp.Tests.Calling;

public sealed class KeyedIdTests
{
    [Theory]
    [InlineData("memory_add", """{"type":"note","title":"Pool","idempotency_key":"1"}""", "id")]
    [InlineData("task_create", """{"name":"Write the tests","idempotency_key":"1"}""", "id")]
    [InlineData("draft_save", """{"state":{},"idempotency_key":"1"}""", "session_id")]
    public async Task Two_agents_that_choose_the_same_key_mean_two_things(string tool, string arguments, string idName)
    {
        VolatileStore store = McpScope.NewStore();
        await using McpScope alice = await McpScope.StartAsync(store, "2025-06-18", "alice");
        await using McpScope bob = await McpScope.StartAsync(store, "2025-06-18", "bob");
        await using McpScope aliceAgain = await McpScope.StartAsync(store, "2025-06-18", "alice");

        string? hers = await IdAsync(alice);

        Assert.NotEqual(hers, await IdAsync(bob));
        Assert.Equal(hers, await IdAsync(aliceAgain));

        async Task<string?> IdAsync(McpScope scope) => (await scope.SucceedAsync(tool, arguments)).GetProperty(idName).GetString();
    }
}
