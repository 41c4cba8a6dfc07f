using System.Globalization;

namespace Daybook.Proof.Histories;

/// <summary>A number that is read, made one more, and written: an update that is lost shows.</summary>
/// <param name="initial">How it is at first: zero, or not there until somebody makes it.</param>
internal sealed class CounterModel(string initial) : IHistoryModel
{
    /// <summary>There is none.</summary>
    public const string Absent = "none";

    public string Initial => initial;

    public IEnumerable<string> After(string state, HistoryOperation operation)
    {
        if (state == Absent)
        {
            return (operation.Action, operation.Result) switch
            {
                ("create", null or "0") => ["0"],
                (not "create", null or Absent) => [Absent],
                _ => [],
            };
        }

        string more = (int.Parse(state, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
        return (operation.Action, operation.Result) switch
        {

            // To make what is there and says the same is to be told how it is.
            ("create", null) => [state],
            ("create", { } told) => told == state ? [state] : [],
            ("get", null) => [state],
            ("get", { } told) => told == state ? [state] : [],
            ("add", null) => [more],
            ("add", { } told) => told == more ? [more] : [],
            _ => [],
        };
    }
}
