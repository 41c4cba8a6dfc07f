using Daybook.Runs;

namespace Daybook.Cli.Commands.Runs;

/// <summary>A run of many that a command changed.</summary>
/// <param name="View">The run.</param>
/// <param name="Action">What was done with it.</param>
internal sealed record RunChange(RunView View, string Action);
