namespace Daybook.Errors;

/// <summary>One line of <see cref="ErrorTable"/>.</summary>
/// <param name="Code">The failure.</param>
/// <param name="Name">Its name on the wire, snake_case: the <c>code</c> of an error object.</param>
/// <param name="ExitCode">The exit code of a command that ends with it.</param>
/// <param name="McpCode">The JSON-RPC error code of an MCP call that ends with it.</param>
public readonly record struct ErrorRow(ErrorCode Code, string Name, int ExitCode, int McpCode);
