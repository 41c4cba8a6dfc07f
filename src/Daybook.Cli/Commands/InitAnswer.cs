namespace Daybook.Cli.Commands;

/// <summary>What <c>init</c> answers.</summary>
/// <param name="Path">The store's folder.</param>
/// <param name="Created">Whether it was made now.</param>
/// <param name="Adopted">Folders of other systems that it points at.</param>
internal sealed record InitAnswer(string Path, bool Created, IReadOnlyList<string> Adopted);
