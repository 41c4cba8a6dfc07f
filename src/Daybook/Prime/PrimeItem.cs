namespace Daybook.Prime;

/// <summary>One thing that an agent should know.</summary>
/// <param name="Kind">The kind of the record: one of <see cref="RecordKinds.All"/>; null for what git or a check told.</param>
/// <param name="Id">The record's id, to be passed to the next command.</param>
/// <param name="Text">What it is, on one line.</param>
/// <param name="Details">What else is known, a line each; null where there is nothing.</param>
public sealed record PrimeItem(string? Kind, string? Id, string Text, IReadOnlyList<string>? Details)
{
    /// <summary>The item as it stands in the text, with its line ends.</summary>
    internal string Lines() =>
        string.Concat((Details ?? []).Select(static detail => $"  {detail}\n").Prepend(Id is null ? $"- {Text}\n" : $"- {IdText(Id)}  {Text}\n"));

    /// <summary>An id of another program's that begins like a heading or a list stands in quotes.</summary>
    private static string IdText(string id) => id.Length > 0 && char.IsAsciiLetterOrDigit(id[0]) ? id : $"\"{id}\"";
}
