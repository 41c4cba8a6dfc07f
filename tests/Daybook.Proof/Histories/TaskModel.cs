using System.Globalization;

namespace Daybook.Proof.Histories;

/// <summary>
/// A task that is claimed by one at a time. A state is its status, the token of its claim and its last note, as answers tell them, and the
/// highest token that was ever given: a token given twice would let two write.
/// </summary>
internal sealed class TaskModel : IHistoryModel
{
    private const string Absent = "none";
    private const string Pending = "Pending";
    private const string InProgress = "InProgress";
    private const string Completed = "Completed";
    private const string Unheard = "?";
    private const string Given = "token:";
    private const string Done = "ok:";

    public string Initial => Absent;

    public IEnumerable<string> After(string state, HistoryOperation operation)
    {
        if (state == Absent)
        {
            return (operation.Action, operation.Result) switch
            {
                ("create", null or "ok:Pending/0/-") => ["Pending/0/-/0"],
                (not "create", null or Absent) => [Absent],
                _ => [],
            };
        }

        string[] parts = state.Split('/');
        var now = new Known(parts[0], parts[1], parts[2], long.Parse(parts[3], CultureInfo.InvariantCulture));
        return operation.Action switch
        {
            "get" => Read(now, operation.Result),

            // Whoever creates it once more with the same words is told how it is, as by a read.
            "create" => operation.Result is { } told && told.StartsWith(Done, StringComparison.Ordinal) ? Read(now, told[Done.Length..])
                : operation.Result is null or "refused" ? [state]
                : [],
            "claim" => Claimed(now, operation.Result),
            _ => Changed(now, operation),
        };
    }

    private static IEnumerable<string> Read(Known now, string? result)
    {
        // Whoever reads a claim that nobody heard of learns its token.
        if (result is not null && now.Token == Unheard && long.TryParse(result.Split('/')[1], CultureInfo.InvariantCulture, out long token) && token > now.Highest)
        {
            now = now with { Token = $"{token}", Highest = token };
        }

        return result is null || result == now.Told ? [now.ToString()] : [];
    }

    private static IEnumerable<string> Claimed(Known now, string? result)
    {
        if (now.Status != Pending)
        {
            return result is null or "refused" ? [now.ToString()] : [];
        }

        // A claim that nobody heard of has a token that may show later, in what others read: any that is higher.
        return result is null ? [(now with { Status = InProgress, Token = Unheard }).ToString()]
            : result.StartsWith(Given, StringComparison.Ordinal) && long.TryParse(result.AsSpan(Given.Length), CultureInfo.InvariantCulture, out long token) && token > now.Highest
                ? [(now with { Status = InProgress, Token = $"{token}", Highest = token }).ToString()]
            : [];
    }

    private static IEnumerable<string> Changed(Known now, HistoryOperation operation)
    {
        string[] given = operation.Argument.Split('/');
        Known? then = (operation.Action, now.Status) switch
        {
            ("reopen", Completed) => now with { Status = Pending },
            _ when now.Status != InProgress || now.Token != given[0] => null,
            ("complete", _) => now with { Status = Completed, Token = "0" },
            ("release", _) => now with { Status = Pending, Token = "0" },
            ("note", _) => now with { Note = given[1] },
            _ => null,
        };
        return operation.Result switch
        {
            null => [(then ?? now).ToString()],
            "refused" => then is null ? [now.ToString()] : [],
            { } told => then is not null && told == Done + then.Told ? [then.ToString()] : [],
        };
    }

    private sealed record Known(string Status, string Token, string Note, long Highest)
    {
        public string Told => $"{Status}/{Token}/{Note}";

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Status}/{Token}/{Note}/{Highest}");
    }
}
