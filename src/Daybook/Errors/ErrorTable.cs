namespace Daybook.Errors;

/// <summary>The one table from a failure to its wire name, exit code and MCP error code.</summary>
public static class ErrorTable
{
    // JSON-RPC reserves -32602 for bad parameters and -32603 for defects, and MCP uses -32002 for "no such resource". All other failures
    // share the first number of the range that JSON-RPC leaves to servers: a client tells them apart by the wire name beside it.
    private const int InvalidParameters = -32602;
    private const int InternalError = -32603;
    private const int ResourceNotFound = -32002;
    private const int ServerError = -32000;

    /// <summary>All rows, in the order of <see cref="ErrorCode"/>.</summary>
    public static IReadOnlyList<ErrorRow> Rows { get; } =
    [
        new(ErrorCode.CheckFailed, "check_failed", 1, ServerError),
        new(ErrorCode.Usage, "usage", 2, InvalidParameters),
        new(ErrorCode.NotFound, "not_found", 3, ResourceNotFound),
        new(ErrorCode.Conflict, "conflict", 4, ServerError),
        new(ErrorCode.Corrupt, "corrupt", 5, ServerError),
        new(ErrorCode.NewerFormat, "newer_format", 5, ServerError),
        new(ErrorCode.Storage, "storage", 6, ServerError),
        new(ErrorCode.DurabilityUnknown, "durability_unknown", 6, ServerError),
        new(ErrorCode.Busy, "busy", 7, ServerError),
        new(ErrorCode.Unreachable, "unreachable", 8, ServerError),
        new(ErrorCode.Internal, "internal", 70, InternalError),
        new(ErrorCode.Interrupted, "interrupted", 130, ServerError),
    ];

    /// <summary>The row of one failure.</summary>
    public static ErrorRow Of(ErrorCode code) => Rows[(int)code];
}
