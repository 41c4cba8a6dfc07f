namespace Daybook.Embedded.Git;

/// <summary>What one turn has done.</summary>
/// <param name="Commit">The commit that holds the logs.</param>
/// <param name="Before">The one before.</param>
/// <param name="Refused">The paths of logs that git cannot take in, absolute; the others do not wait for them.</param>
internal sealed record MirrorStep(string Commit, MirrorTip Before, IReadOnlyList<string> Refused);
