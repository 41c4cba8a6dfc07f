namespace Daybook.Errors;

/// <summary>
/// The root of every error that a store or a surface throws on purpose. The message says what happened; the properties say where, and what
/// to run next.
/// </summary>
public abstract class DaybookException : Exception
{
    /// <summary>Says what happened.</summary>
    protected DaybookException(ErrorCode code, string message, Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
    }

    /// <summary>What kind of failure it is.</summary>
    public ErrorCode Code { get; }

    /// <summary>What to run or do next, as one sentence.</summary>
    public string? Hint { get; init; }

    /// <summary>The file or directory concerned.</summary>
    public string? Path { get; init; }

    /// <summary>The line concerned, counted from 1.</summary>
    public long? Line { get; init; }

    /// <summary>The byte offset concerned, counted from 0.</summary>
    public long? Offset { get; init; }

    /// <summary>The id of the record concerned.</summary>
    public string? Id { get; init; }
}
