namespace Daybook.Proof.Histories;

/// <summary>One thing that a process did with one record, and what it was answered.</summary>
/// <param name="Process">Who.</param>
/// <param name="Kind">Of what kind the record is.</param>
/// <param name="Key">Which record.</param>
/// <param name="Action">What was done.</param>
/// <param name="Argument">With what.</param>
/// <param name="Called">When it was called.</param>
internal sealed record HistoryOperation(string Process, string Kind, string Key, string Action, string Argument, long Called)
{
    /// <summary>What was answered; null where nobody heard it: it happened at any time after the call, or never.</summary>
    public string? Result { get; init; }

    /// <summary>When it was answered.</summary>
    public long Answered { get; init; } = long.MaxValue;

    public override string ToString() => $"{Called} {Process} {Action}({Argument}) -> {Result ?? "?"} {(Result is null ? "" : Answered)}";
}
