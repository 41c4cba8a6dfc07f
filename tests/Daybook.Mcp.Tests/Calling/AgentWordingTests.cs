using Daybook.Mcp.Calling;
using Xunit;

namespace Daybook.Mcp.Tests.Calling;

public sealed class AgentWordingTests
{
    [Theory]
    [InlineData("daybook draft list shows what there is", "state_prime names the drafts that wait; draft_save begins one")]
    [InlineData("see it with daybook task show x, or leave the id out", "see it with task_show x, or leave the id out")]
    [InlineData("daybook doctor", "daybook doctor")]
    public void Where_there_is_a_tool_it_is_named(string hint, string told) => Assert.Equal(told, AgentWording.Of(hint));
}
