namespace Daybook.Secrets;

/// <summary>A secret that was found in a text.</summary>
/// <param name="Kind">What it is, in lower-case words with dashes, such as <c>github-token</c>.</param>
/// <param name="Fingerprint">Which one it is: <see cref="SecretFingerprint.Of"/> of the secret.</param>
public sealed record SecretFinding(string Kind, string Fingerprint)
{
    /// <summary>What stands in the secret's place: <c>[REDACTED:kind:fingerprint]</c>.</summary>
    public string Mark => $"{MarkStart}{Kind}:{Fingerprint}]";

    internal const string MarkStart = "[REDACTED:";
}
