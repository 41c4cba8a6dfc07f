using Daybook.Durability.Errors;
using Daybook.Errors;
using Daybook.Json;

namespace Daybook.Cli.Output;

/// <summary>What a command that fails says, and its exit code: as everywhere, and the kernel's own failures, which commands can meet before a store is open.</summary>
internal static class FailureReport
{
    /// <summary>Describes a failure.</summary>
    public static ErrorReport Of(Exception failure) => failure is DurabilityException refused
        ? new ErrorReport(ErrorTable.Of(ErrorCode.Storage).Name, refused.Message) { Path = refused.Path }
        : ErrorReport.Of(failure);

    /// <summary>The exit code of a command that ends with a failure.</summary>
    public static int ExitCodeOf(Exception failure) =>
        ErrorTable.Of(failure is DurabilityException ? ErrorCode.Storage : ErrorReport.CodeOf(failure)).ExitCode;
}
