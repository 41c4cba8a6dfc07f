using Daybook.Mcp.Calling;
using Xunit;

namespace Daybook.Mcp.Tests.Calling;

public sealed class AgentWordingTests
{
    [Theory]
    [InlineData("daybook draft list shows what there is", "state_prime names the drafts that wait; draft_save begins one")]
    [InlineData("see it with daybook task show x, or leave the id out", "see it with task_show x, or leave the id out")]
    [InlineData("daybook op list shows what there is in this work tree", "state_search finds what there is in this work tree")]
    [InlineData("take the dependency away with daybook task depend x --remove y", "take the dependency away with task_update, action undepend, id x, on y")]
    [InlineData("give --lease 15m, for example", "give lease_seconds 900, for example")]
    [InlineData("daybook op show tells what its log says", "the resource daybook://op/ with its id tells what its log says")]
    [InlineData("see it with daybook memory show x, or leave the id out", "see it with memory_query, id x, or leave the id out")]
    [InlineData("daybook doctor", "daybook doctor")]
    public void Where_there_is_a_tool_it_is_named(string hint, string told) => Assert.Equal(told, AgentWording.Of(hint));
}
