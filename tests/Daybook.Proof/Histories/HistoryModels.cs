namespace Daybook.Proof.Histories;

/// <summary>The models by the word for their kind.</summary>
internal static class HistoryModels
{
    /// <summary>The model of one record.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="operations">What was done with it.</param>
    public static IHistoryModel Of(string kind, IReadOnlyCollection<HistoryOperation> operations) => kind switch
    {
        "memory" => new EventModel(),
        "task" => new TaskModel(),
        "run" => new CounterModel(CounterModel.Absent),
        "context" => new CounterModel("0"),
        "operation" => new OperationModel(),
        "draft" => new DraftModel(operations),
        _ => throw new ArgumentException("no such kind: " + kind, nameof(kind)),
    };
}
