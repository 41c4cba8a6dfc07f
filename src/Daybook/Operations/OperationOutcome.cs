namespace Daybook.Operations;

/// <summary>The words for how an operation ended.</summary>
public static class OperationOutcome
{
    /// <summary>It was done.</summary>
    public const string Done = "done";

    /// <summary>It was tried and not done.</summary>
    public const string Failed = "failed";

    /// <summary>Nobody carried it to an end.</summary>
    public const string Abandoned = "abandoned";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Done, Failed, Abandoned];
}
