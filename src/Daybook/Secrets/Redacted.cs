namespace Daybook.Secrets;

/// <summary>Something without its secrets.</summary>
/// <param name="Value">It, with a mark in the place of each secret; the very same where there was none.</param>
/// <param name="Findings">What was taken out, in the order of the text, one for each mark.</param>
public sealed record Redacted<T>(T Value, IReadOnlyList<SecretFinding> Findings);
