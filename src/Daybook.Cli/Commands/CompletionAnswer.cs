namespace Daybook.Cli.Commands;

/// <summary>What <c>completion</c> answers.</summary>
/// <param name="Shell">The shell.</param>
/// <param name="Script">The script for it.</param>
internal sealed record CompletionAnswer(string Shell, string Script);
