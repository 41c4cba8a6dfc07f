namespace Daybook.Proof.Histories;

/// <summary>
/// A draft that is saved only by who has seen it as it is. A state is the name that its save gave it; when each was saved is learned from those
/// who heard or read it, and a time that nobody ever saw is one that nobody can have expected.
/// </summary>
internal sealed class DraftModel : IHistoryModel
{
    private const string Absent = "none";
    private const string NeverSeen = "0";

    private readonly Dictionary<string, string> times = [];

    public DraftModel(IEnumerable<HistoryOperation> operations)
    {
        foreach (string result in operations.Select(static operation => operation.Result).OfType<string>().Where(static result => result.Contains(':', StringComparison.Ordinal)))
        {
            string[] parts = result.Split(':');
            times[parts[1]] = parts[0];
        }
    }

    public string Initial => Absent;

    public IEnumerable<string> After(string state, HistoryOperation operation)
    {
        if (operation.Action == "load")
        {
            return operation.Result is null || operation.Result == Told(state) ? [state] : [];
        }

        string[] given = operation.Argument.Split('/');
        bool isExpected = state == Absent ? given[0] == NeverSeen : times.GetValueOrDefault(state) == given[0];
        return operation.Result switch
        {
            null => [isExpected ? given[1] : state],
            "refused" or Absent => isExpected ? [] : [state],
            { } told => isExpected && told.EndsWith(":" + given[1], StringComparison.Ordinal) ? [given[1]] : [],
        };
    }

    private string Told(string state) => state == Absent ? Absent : $"{times.GetValueOrDefault(state)}:{state}";
}
