namespace Daybook.Proof.Histories;

/// <summary>An operation: begun by one, ended by one, with the evidence of that one.</summary>
internal sealed class OperationModel : IHistoryModel
{
    private const string Absent = "none";
    private const string Open = "open";

    public string Initial => Absent;

    public IEnumerable<string> After(string state, HistoryOperation operation)
    {
        string closed = "closed:" + operation.Argument;
        return (operation.Action, operation.Result) switch
        {
            ("get", null) => [state],
            ("get", { } told) => told == state ? [state] : [],
            ("start", null) => [state == Absent ? Open : state],
            ("start", "ok") => state == Absent ? [Open] : [],
            ("start", "refused") => state == Absent ? [] : [state],
            ("complete", null) => [state == Open ? closed : state],
            ("complete", "ok") => state == Open ? [closed] : [],
            ("complete", Absent) => state == Absent ? [state] : [],
            ("complete", "refused") => state.StartsWith("closed:", StringComparison.Ordinal) ? [state] : [],
            _ => [],
        };
    }
}
