using Daybook.Durability.Errors;
using Daybook.Errors;

namespace Daybook.Cli.Output;

/// <summary>An error as the user gets it.</summary>
/// <param name="Code">Its name in <see cref="ErrorTable"/>.</param>
/// <param name="Message">What happened.</param>
internal sealed record ErrorReport(string Code, string Message)
{
    /// <summary>What to do next.</summary>
    public string? Hint { get; init; }

    /// <summary>The record concerned.</summary>
    public string? Id { get; init; }

    /// <summary>The file or directory concerned.</summary>
    public string? Path { get; init; }

    /// <summary>The line concerned, counted from 1.</summary>
    public long? Line { get; init; }

    /// <summary>The ids that an ambiguous prefix may mean.</summary>
    public IReadOnlyList<string>? Candidates { get; init; }

    /// <summary>Describes a failure; what is not meant to happen becomes one line that says so.</summary>
    public static ErrorReport Of(Exception failure) => failure switch
    {
        DaybookException known => new ErrorReport(ErrorTable.Of(known.Code).Name, known.Message)
        {
            Hint = known.Hint,
            Id = known.Id,
            Path = known.Path,
            Line = known.Line,
            Candidates = known is ConflictException { Candidates: { Count: > 0 } candidates } ? candidates : null,
        },
        OperationCanceledException => new ErrorReport(ErrorTable.Of(ErrorCode.Interrupted).Name, "stopped before the end")
        {
            Hint = "what was acknowledged is stored",
        },
        DurabilityException refused => new ErrorReport(ErrorTable.Of(ErrorCode.Storage).Name, refused.Message) { Path = refused.Path },
        IOException or UnauthorizedAccessException => new ErrorReport(ErrorTable.Of(ErrorCode.Storage).Name, failure.Message),
        _ => new ErrorReport(ErrorTable.Of(ErrorCode.Internal).Name, $"unexpected {failure.GetType().Name}: {FirstLine(failure.Message)}")
        {
            Hint = "this is a defect of Daybook; what was acknowledged is stored",
        },
    };

    /// <summary>The exit code of a command that ends with a failure.</summary>
    public static int ExitCodeOf(Exception failure)
    {
        ErrorCode code = failure switch
        {
            DaybookException known => known.Code,
            OperationCanceledException => ErrorCode.Interrupted,
            DurabilityException or IOException or UnauthorizedAccessException => ErrorCode.Storage,
            _ => ErrorCode.Internal,
        };
        return ErrorTable.Of(code).ExitCode;
    }

    private static string FirstLine(string text) => text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? text[..end] : text;
}
