namespace Daybook.Cli.Commands.Backup;

/// <summary>What became of one line of an import.</summary>
/// <param name="Kind">The kind of record; absent where the line tells none.</param>
/// <param name="Id">The record's id; absent likewise.</param>
/// <param name="Action"><c>imported</c>, <c>would_import</c>, <c>unchanged</c>, <c>conflict</c> or <c>invalid</c>.</param>
/// <param name="Line">The line of the input.</param>
/// <param name="Reason">Why it was refused.</param>
internal sealed record ImportItem(string? Kind, string? Id, string Action, long Line, string? Reason)
{
    /// <summary>The id is taken by a record that says something else.</summary>
    public const string Conflict = "conflict";

    /// <summary>It is no record.</summary>
    public const string Invalid = "invalid";
}
