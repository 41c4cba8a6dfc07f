namespace Daybook.Cli.Commands;

/// <summary>What <c>where</c> answers.</summary>
/// <param name="Path">The store's folder.</param>
/// <param name="FoundBy">Which rule found it.</param>
internal sealed record WhereAnswer(string Path, string FoundBy);
