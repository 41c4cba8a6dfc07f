namespace Daybook.Operations;

/// <summary>How an operation ended.</summary>
public sealed record OperationCompletion
{
    /// <summary>A word of <see cref="OperationOutcome"/>.</summary>
    public required string Outcome { get; init; }

    /// <summary>What shows that it was done: a text, or the absolute path of a file. Only where <see cref="OperationMode.TakesEvidence"/>.</summary>
    public string? Evidence { get; init; }

    /// <summary>What it brought about.</summary>
    public OperationLinks Links { get; init; } = OperationLinks.None;

    /// <summary>Who closes it.</summary>
    internal string ClosedBy { get; init; } = OperationRecord.ByAgent;

    /// <summary>How a sweep closes what nobody closed.</summary>
    public static OperationCompletion ByDoctor { get; } = new() { Outcome = OperationOutcome.Abandoned, ClosedBy = OperationRecord.ByDoctor };
}
