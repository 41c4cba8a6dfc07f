using Daybook.Errors;
using Daybook.Prime;
using Daybook.Tasks;
using ModelContextProtocol.Protocol;

namespace Daybook.Mcp.Calling;

/// <summary>Who calls, and what is known of the work around the call: stored with whatever the call makes, as its provenance.</summary>
/// <param name="Agent">Who acts: the owner of claims and sessions.</param>
/// <param name="Author">Who is named as the maker of a record: the client's own name says more than that of the user who runs it.</param>
/// <param name="RunId">The run in which the server was started.</param>
/// <param name="TaskId">The task for which it was started.</param>
/// <param name="OperationId">The operation during which it was started.</param>
internal sealed record Caller(string Agent, string Author, string? RunId, string? TaskId, string? OperationId)
{
    // As long as a name in the store may be.
    private const int NameCharactersMax = 100;

    /// <summary>The session of the connection.</summary>
    public required string ConnectionSessionId { get; init; }

    /// <summary>Whether the agent's open session goes before that of the connection.</summary>
    public required bool JoinsOpenSession { get; init; }

    /// <summary>
    /// The caller of one request. An agent's own server acts for whom the commands act for, <c>DAYBOOK_AGENT</c> or else the user, so that what
    /// the agent does by tools, commands and hooks is one agent's work. Over other connections clients are told apart by what they call
    /// themselves.
    /// </summary>
    public static Caller Of(McpSurroundings surroundings, Connection connection, Implementation? client)
    {
        string name = PlainLine.Of(client?.Name, NameCharactersMax);
        string? given = surroundings.Variable("DAYBOOK_AGENT");
        bool isOwn = connection.Kind == ConnectionKind.OwnAgent;
        string author = given ?? (name.Length > 0 ? name : surroundings.Actor);
        return new Caller(
            isOwn ? given ?? surroundings.Actor : author,
            author,
            surroundings.Variable("DAYBOOK_RUN"),
            surroundings.Variable("DAYBOOK_TASK"),
            surroundings.Variable("DAYBOOK_OPERATION"))
        {
            ConnectionSessionId = connection.SessionId,
            JoinsOpenSession = isOwn && surroundings.Variable("DAYBOOK_SESSION") is null,
        };
    }

    /// <summary>The session in which the call happens. A harness's hook may begin another one at any time, so each call asks.</summary>
    public async Task<string> FindSessionAsync(DaybookStore store, CancellationToken cancellationToken)
    {
        if (!JoinsOpenSession)
        {
            return ConnectionSessionId;
        }

        try
        {
            IReadOnlyList<SessionRecord> latestFirst = await store.Sessions.ListAsync(new ProblemList(), cancellationToken).ConfigureAwait(false);
            return latestFirst.FirstOrDefault(session => session.EndedAt is null && session.Agent == Agent)?.SessionId ?? ConnectionSessionId;
        }
        catch (DaybookException)
        {
            // Memory can be open alone, and what is wrong with tasks keeps nobody from remembering; a write to tasks says it itself.
            return ConnectionSessionId;
        }
    }
}
