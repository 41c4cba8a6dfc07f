namespace Daybook.Secrets;

/// <summary>
/// Takes secrets out of text: keys in the formats that their issuers publish, private keys, passwords in URLs and behind names such as
/// <c>password</c>. They are found as they stand, broken over lines, with escapes, and in base64. The work is linear in the length of the text.
/// </summary>
/// <remarks>It knows no file and no store; it can be used by several threads at once.</remarks>
public sealed partial class SecretScanner
{
    /// <summary>How often escapes and base64 may lie within each other.</summary>
    private const int LayersMax = 3;

    /// <summary>How often a text is looked at again after something was taken out of it.</summary>
    private const int PassesMax = 4;

    private static readonly IReadOnlySet<int> NoStarts = System.Collections.Frozen.FrozenSet<int>.Empty;

    private readonly HashSet<string> allowed;

    /// <summary>A scanner that takes every secret out.</summary>
    public SecretScanner()
        : this([])
    {
    }

    /// <summary>A scanner that leaves some secrets in.</summary>
    /// <param name="allowed">Their fingerprints, as <see cref="SecretFingerprint.Parse"/> takes them.</param>
    /// <exception cref="Daybook.Errors.InvalidInputException">One of them is no fingerprint.</exception>
    public SecretScanner(IEnumerable<string> allowed)
    {
        ArgumentNullException.ThrowIfNull(allowed);
        this.allowed = allowed.Select(SecretFingerprint.Parse).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Puts a mark in the place of each secret of a text. What comes out is the same when it is redacted again.</summary>
    public Redacted<string> Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Redacted(text, Find(text, out _));
    }

    /// <summary>Finds the secrets of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="steps">How many characters were looked at, in all readings of it.</param>
    internal List<SecretSpan> Find(string text, out long steps)
    {
        var found = new List<SecretSpan>();
        steps = Search(new TextView(text), LayersMax, found);
        found.RemoveAll(span => allowed.Contains(span.Finding.Fingerprint));
        return found;
    }

    // What lies deeper is found first: it is told by its own name rather than by that of what it is packed in.
    private static long Search(TextView view, int layers, List<SecretSpan> found)
    {
        TextView? joined = LineJoining.Read(view);
        long steps = 0;
        if (layers > 0)
        {
            steps += EscapeDecoding.Read(view) is { } plain ? Search(plain, layers - 1, found) : 0;
            steps += Base64Decoding.Read(joined ?? view) is { } decoded ? Search(decoded, layers - 1, found) : 0;
        }

        steps += Search(view, new LineContinuation(view, NoStarts), found);
        return steps + (joined is null ? 0 : Search(joined, new LineContinuation(joined, found.Select(span => span.Start).ToHashSet()), found));
    }

    private static long Search(TextView view, LineContinuation continuation, List<SecretSpan> found)
    {
        var shaped = new List<SecretSpan>();
        var named = new List<SecretSpan>();
        long steps = PatternSearch.Find(view, continuation, shaped, named) + view.Text.Length;
        AwsSecretKeys.Find(view, shaped);
        PrivateKeyBlocks.Find(view, shaped);
        PuttyKeyBlocks.Find(view, shaped);
        steps += Assignments.Find(view, continuation, named);
        found.AddRange(shaped);
        found.AddRange(Apart(named, shaped));
        return steps;
    }

    // A shape tells better than a name what a secret is and where it ends: in "x-access-token:<key>@host" before the "@".
    private static IEnumerable<SecretSpan> Apart(List<SecretSpan> named, List<SecretSpan> shaped)
    {
        shaped = [.. shaped.OrderBy(span => span.Start)];
        named = [.. named.OrderBy(span => span.Start)];
        int next = 0;
        int end = 0;
        foreach (SecretSpan span in named)
        {
            for (; next < shaped.Count && shaped[next].Start < span.End; next++)
            {
                end = Math.Max(end, shaped[next].End);
            }

            if (end <= span.Start)
            {
                yield return span;
            }
        }
    }

    // What stands beside a key in a longer value counts as a secret of its own once the key is gone.
    private Redacted<string> Redacted(string text, List<SecretSpan> spans)
    {
        Redacted<string> redacted = Marked(text, spans);
        for (int pass = 1; pass < PassesMax && spans.Count > 0; pass++)
        {
            spans = Find(redacted.Value, out _);
            Redacted<string> again = Marked(redacted.Value, spans);
            redacted = new Redacted<string>(again.Value, [.. redacted.Findings, .. again.Findings]);
        }

        return redacted;
    }

    private static Redacted<string> Marked(string text, List<SecretSpan> spans)
    {
        if (spans.Count == 0)
        {
            return new Redacted<string>(text, []);
        }

        var marked = new System.Text.StringBuilder(text.Length);
        var findings = new List<SecretFinding>();
        int position = 0;
        foreach (SecretSpan span in WithoutOverlaps(spans))
        {
            marked.Append(text, position, span.Start - position).Append(span.Finding.Mark);
            findings.Add(span.Finding);
            position = span.End;
        }

        return new Redacted<string>(marked.Append(text, position, text.Length - position).ToString(), findings);
    }

    // Several readings find the same secret, and one secret may lie within another. Together they become one mark, with the name of the widest;
    // of two that are as wide the first found, which a rule of its own found, is the more exact.
    private static IEnumerable<SecretSpan> WithoutOverlaps(List<SecretSpan> spans)
    {
        SecretSpan? pending = null;
        foreach (SecretSpan span in spans.OrderBy(span => span.Start))
        {
            if (pending is not { } before)
            {
                pending = span;
            }
            else if (span.Start >= before.End)
            {
                yield return before;
                pending = span;
            }
            else
            {
                SecretFinding widest = span.Length > before.Length ? span.Finding : before.Finding;
                pending = new SecretSpan(before.Start, Math.Max(before.End, span.End), widest);
            }
        }

        if (pending is { } last)
        {
            yield return last;
        }
    }
}
