namespace Daybook.Errors;

/// <summary>
/// The state of the store forbids it: another content under the same id, or an id prefix that several records share. Nothing was written.
/// </summary>
public sealed class ConflictException : DaybookException
{
    /// <summary>Says what stands in the way.</summary>
    public ConflictException(string message)
        : base(ErrorCode.Conflict, message)
    {
    }

    /// <summary>The ids that an ambiguous prefix may mean, in ordinal order; a bounded selection when there are many.</summary>
    public IReadOnlyList<string> Candidates { get; init; } = [];
}
