namespace Daybook.Cli.Commands.Runs;

/// <summary>A line that a run wrote.</summary>
/// <param name="Line">Its number, counted from 1.</param>
/// <param name="Text">What it says, without its line end.</param>
internal sealed record RunLogLine(long Line, string Text);
