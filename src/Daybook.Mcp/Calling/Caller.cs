using Daybook.Prime;
using ModelContextProtocol.Protocol;

namespace Daybook.Mcp.Calling;

/// <summary>Who calls, and what is known of the work around the call: stored with whatever the call makes, as its provenance.</summary>
/// <param name="Agent">The agent's name.</param>
/// <param name="SessionId">The session.</param>
/// <param name="RunId">The run in which the server was started.</param>
/// <param name="TaskId">The task for which it was started.</param>
/// <param name="OperationId">The operation during which it was started.</param>
internal sealed record Caller(string Agent, string SessionId, string? RunId, string? TaskId, string? OperationId)
{
    // As long as a name in the store may be.
    private const int NameCharactersMax = 100;

    /// <summary>The caller of one request: <c>DAYBOOK_AGENT</c>, else what the client calls itself, else the user.</summary>
    public static Caller Of(McpSurroundings surroundings, string sessionId, Implementation? client)
    {
        string name = PlainLine.Of(client?.Name, NameCharactersMax);
        return new Caller(
            surroundings.Variable("DAYBOOK_AGENT") ?? (name.Length > 0 ? name : surroundings.Actor),
            sessionId,
            surroundings.Variable("DAYBOOK_RUN"),
            surroundings.Variable("DAYBOOK_TASK"),
            surroundings.Variable("DAYBOOK_OPERATION"));
    }
}
