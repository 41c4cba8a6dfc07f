namespace Daybook.Mcp.Calling;

/// <summary>One call of a tool.</summary>
/// <param name="Surroundings">The outside world.</param>
/// <param name="Arguments">What was given.</param>
/// <param name="Connection">Over what.</param>
/// <param name="Caller">Who calls.</param>
/// <param name="Repeats">The answers of calls that may be repeated.</param>
internal sealed record ToolCall(McpSurroundings Surroundings, ToolArguments Arguments, Connection Connection, Caller Caller, RepeatedCalls Repeats)
{
    /// <summary>The store.</summary>
    public Task<DaybookStore> OpenAsync(StoreUse use, CancellationToken cancellationToken) => Surroundings.Workplace.OpenAsync(use, cancellationToken);
}
