namespace Daybook.Cli.Help;

/// <summary>A part of a command's help.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Rows">Its lines.</param>
internal sealed record HelpSection(string Title, IReadOnlyList<HelpRow> Rows);
