namespace Daybook.Cli.Commands.Setup;

/// <summary>What <c>daybook setup</c> answers about one file.</summary>
/// <param name="Harness">The harness.</param>
/// <param name="Part">What setup writes into it: hooks, server or instructions.</param>
/// <param name="Path">The file.</param>
/// <param name="State">How that stood there before: missing, stale, current or theirs.</param>
/// <param name="Action">What was done, or would be: created, changed, deleted or unchanged; absent for a check.</param>
/// <param name="Content">The file as it would be; only where nothing is written.</param>
internal sealed record SetupItem(string Harness, string Part, string Path, string State, string? Action, string? Content);
