namespace Daybook.Mcp.Calling;

/// <summary>Over what a call comes.</summary>
/// <param name="Kind">Who can be on its other side.</param>
/// <param name="SessionId">Its session in the store; for an agent's own server only where the agent has none open.</param>
/// <param name="Scope">What tells it from the other connections of the server: an idempotency key is one within it.</param>
internal sealed record Connection(ConnectionKind Kind, string SessionId, string Scope);
