namespace Daybook.Proof.Histories;

/// <summary>What one record does when one thing happens to it after the other: the claim that is made of many at once.</summary>
internal interface IHistoryModel
{
    /// <summary>How the record is at first.</summary>
    string Initial { get; }

    /// <summary>
    /// How it is after an operation that answered this. For one that nobody heard of, whatever it may have become.
    /// </summary>
    /// <param name="state">How it is before.</param>
    /// <param name="operation">The operation.</param>
    /// <returns>The states that it may have then; none where it cannot have answered so.</returns>
    IEnumerable<string> After(string state, HistoryOperation operation);
}
