namespace Daybook.Cli.Help;

/// <summary>A line of help.</summary>
/// <param name="Term">What is explained, or a whole command line.</param>
/// <param name="Meaning">The explanation; empty when there is nothing to explain.</param>
internal sealed record HelpRow(string Term, string Meaning = "");
