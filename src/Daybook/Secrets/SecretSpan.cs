namespace Daybook.Secrets;

/// <summary>Where in the original text a secret stands, and what it is.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Finding">What it is.</param>
internal readonly record struct SecretSpan(int Start, int End, SecretFinding Finding)
{
    internal int Length => End - Start;

    /// <summary>A secret in some reading of a text.</summary>
    internal static SecretSpan In(TextView view, string kind, int start, int end)
    {
        var finding = new SecretFinding(kind, SecretFingerprint.Of(view.Text[start..end]));
        return new SecretSpan(view.StartOf(start), view.EndOf(end - 1), finding);
    }
}
