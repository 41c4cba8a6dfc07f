namespace Daybook.Cli.Commands.Mcp;

/// <summary>What <c>mcp --http</c> answers once it listens.</summary>
/// <param name="Url">Where clients find the server.</param>
/// <param name="TokenPath">The file that holds what they have to carry.</param>
internal sealed record HttpAnswer(string Url, string TokenPath);
