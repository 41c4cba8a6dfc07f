namespace Daybook.Proof.Histories;

/// <summary>An event that many report and one stores: the first add decides its id, every other is told that id.</summary>
internal sealed class EventModel : IHistoryModel
{
    private const string Absent = "none";

    // It is there, and whoever stored it was killed before telling its id.
    private const string Unnamed = "?";

    public string Initial => Absent;

    public IEnumerable<string> After(string state, HistoryOperation operation) => (operation.Action, operation.Result) switch
    {
        ("read", null) => [state],
        ("read", Absent) => state == Absent ? [Absent] : [],
        ("read", { } id) => Named(state, id),
        ("add", null) => [state == Absent ? Unnamed : state],
        ("add", { } told) when told.StartsWith("added:", StringComparison.Ordinal) => state == Absent ? [told["added:".Length..]] : [],
        ("add", { } told) when told.StartsWith("duplicate:", StringComparison.Ordinal) => Named(state, told["duplicate:".Length..]),
        _ => [],
    };

    private static IEnumerable<string> Named(string state, string id) => state == id || state == Unnamed ? [id] : [];
}
