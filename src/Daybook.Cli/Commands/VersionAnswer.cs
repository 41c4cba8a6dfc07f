namespace Daybook.Cli.Commands;

/// <summary>What <c>version</c> answers.</summary>
/// <param name="Version">The version of this program.</param>
internal sealed record VersionAnswer(string Version);
