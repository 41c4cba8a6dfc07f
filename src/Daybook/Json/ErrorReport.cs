using Daybook.Errors;

namespace Daybook.Json;

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
    public static ErrorReport Of(Exception failure)
    {
        string code = ErrorTable.Of(CodeOf(failure)).Name;
        return failure switch
        {
            DaybookException known => new ErrorReport(code, known.Message)
            {
                Hint = known.Hint,
                Id = known.Id,
                Path = known.Path,
                Line = known.Line,
                Candidates = known is ConflictException { Candidates: { Count: > 0 } candidates } ? candidates : null,
            },
            OperationCanceledException => new ErrorReport(code, "stopped before the end") { Hint = "what was acknowledged is stored" },
            IOException or UnauthorizedAccessException => new ErrorReport(code, failure.Message)
            {
                Hint = "what was stored before is stored; look it up before you repeat the command",
            },
            _ => new ErrorReport(code, $"unexpected {failure.GetType().Name}: {FirstLine(failure.Message)}")
            {
                Hint = "this is a defect of Daybook; what was acknowledged is stored",
            },
        };
    }

    /// <summary>What kind of failure it is.</summary>
    public static ErrorCode CodeOf(Exception failure) => failure switch
    {
        DaybookException known => known.Code,
        OperationCanceledException => ErrorCode.Interrupted,
        IOException or UnauthorizedAccessException => ErrorCode.Storage,
        _ => ErrorCode.Internal,
    };

    private static string FirstLine(string text) => text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? text[..end] : text;
}
