using Daybook.Errors;
using Daybook.Json;
using Daybook.Mcp.Answers;
using Daybook.Mcp.Calling;
using Daybook.Prime;
using ModelContextProtocol;

namespace Daybook.Mcp.Resources;

/// <summary>What fails outside of a tool, as an error of the protocol: only a tool can answer with a failure.</summary>
internal static class ProtocolFailure
{
    private const int MessageBytesMax = 1_000;
    private const int HintBytesMax = 500;

    /// <summary>Whether a failure is to be told so; what is one of the protocol, or was asked to end, is passed on as it is.</summary>
    public static bool IsOurs(Exception failure) => failure is not (McpException or OperationCanceledException);

    /// <summary>The error, with the code that <see cref="ErrorTable"/> has for it and what to do next in an agent's words.</summary>
    public static McpProtocolException Of(Exception failure)
    {
        ErrorReport report = ErrorReport.Of(failure);
        string hint = AgentWording.Of(report.Hint) is { } next ? $"; {CutText.ToBytes(next, HintBytesMax)}" : "";
        string message = CutText.ToBytes(PlainLine.Of(report.Message, MessageBytesMax), MessageBytesMax);
        return new McpProtocolException(message + hint, failure, (McpErrorCode)ErrorTable.Of(ErrorReport.CodeOf(failure)).McpCode);
    }
}
