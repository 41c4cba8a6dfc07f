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

            // All say the same, so that who comes late succeeds, too.
            ("start", null or "ok") => [state == Absent ? Open : state],
            ("complete", null) => [state == Open ? closed : state],
            ("complete", "ok") => state == Open ? [closed] : [],
            ("complete", Absent) => state == Absent ? [state] : [],
            ("complete", "refused") => state.StartsWith("closed:", StringComparison.Ordinal) ? [state] : [],
            _ => [],
        };
    }
}
