namespace Daybook.Cli.Commands.Drafts;

/// <summary>What <c>draft delete</c> answers.</summary>
/// <param name="Id">The draft; what was asked for where there is none.</param>
/// <param name="Deleted">Whether there was one.</param>
internal sealed record DeleteAnswer(string Id, bool Deleted);
