namespace Daybook.Secrets;

/// <summary>
/// Finds the secrets that <see cref="SecretRules"/> describe in one reading of a text. Work is linear in the text: a rule is tried only where
/// its two most telling characters stand, it never goes back, and for each part of a rule is kept how far a row of its characters goes, so
/// that none is walked over twice.
/// </summary>
internal sealed class PatternSearch
{
    private readonly TextView view;
    private readonly LineContinuation continuation;
    private readonly string text;
    private readonly List<SecretSpan> shaped;
    private readonly List<SecretSpan> named;
    private readonly int[] runEnds = new int[SecretAnchors.PartCount];
    private readonly int[] nextStarts = new int[SecretAnchors.Rules.Count];

    private PatternSearch(TextView view, LineContinuation continuation, List<SecretSpan> shaped, List<SecretSpan> named)
    {
        this.view = view;
        this.continuation = continuation;
        this.shaped = shaped;
        this.named = named;
        text = view.Text;
    }

    /// <summary>How many characters were looked at.</summary>
    private long Steps { get; set; }

    /// <summary>Adds what is found.</summary>
    /// <param name="view">Where to look.</param>
    /// <param name="continuation">Tells where a key ends that is long enough where its line ends.</param>
    /// <param name="shaped">Takes what is known by its own shape.</param>
    /// <param name="named">Takes what is known by what stands around it.</param>
    /// <returns>How many characters were looked at.</returns>
    internal static long Find(TextView view, LineContinuation continuation, List<SecretSpan> shaped, List<SecretSpan> named)
    {
        var search = new PatternSearch(view, continuation, shaped, named);
        search.Run();
        return search.Steps;
    }

    private void Run()
    {
        Steps += text.Length;
        for (int position = 0; position + 1 < text.Length; position++)
        {
            foreach (int rule in SecretAnchors.At(text[position], text[position + 1]))
            {
                Steps++;
                Try(SecretAnchors.Rules[rule], rule, position);
            }
        }
    }

    private void Try(AnchoredRule rule, int index, int anchor)
    {
        int start = anchor - rule.Rule.Pattern.AnchorOffset;
        if (start < nextStarts[index] || !IsLeftBoundary(start) || Match(rule, start) is not { } match)
        {
            return;
        }

        // What lies within a match of this rule is no second one, and neither is what lies within one that is turned down.
        nextStarts[index] = match.End;
        ReadOnlySpan<char> secret = text.AsSpan(match.SecretStart..match.SecretEnd);
        Steps += secret.Length;
        if (IsRightBoundary(match.End) && Randomness.IsVaried(secret) && (!rule.Rule.MustLookRandom || Randomness.LooksRandom(secret)))
        {
            List<SecretSpan> found = rule.Rule.Pattern.SecretFirst == 0 ? shaped : named;
            found.Add(SecretSpan.In(view, rule.Rule.Kind, match.SecretStart, TrimmedEnd(match.SecretStart, match.SecretEnd)));
        }
    }

    private (int SecretStart, int SecretEnd, int End)? Match(AnchoredRule rule, int start)
    {
        SecretPattern pattern = rule.Rule.Pattern;
        int position = start;
        int secretStart = start;
        int secretEnd = -1;
        for (int index = 0; index < pattern.Parts.Count; index++)
        {
            PatternPart part = pattern.Parts[index];
            secretStart = index == pattern.SecretFirst ? position : secretStart;
            secretEnd = index == pattern.SecretEnd ? position : secretEnd;
            int runEnd = RunEnd(rule.FirstPart + index, part.Set, position);
            if (runEnd - position < part.Min)
            {
                return null;
            }

            int end = part.Max == int.MaxValue ? runEnd : Math.Min(runEnd, position + part.Max);
            bool mayEnd = index == rule.LastLongPart || pattern.IsKnownByItsPlace(index);
            position = part.Min == part.Max ? end
                : mayEnd ? continuation.EndOfKey(position + part.Min, end, part.IsLazy)
                : continuation.EndBeforeNextKey(position + part.Min, end);
        }

        return (secretStart, secretEnd < 0 ? position : secretEnd, position);
    }

    // Starts of one part never go back within one search, so a row that was measured before is either this one or behind us.
    private int RunEnd(int part, CharacterSet set, int start)
    {
        if (start < runEnds[part])
        {
            return runEnds[part];
        }

        int end = start;
        while (end < text.Length && set.Contains(text[end]))
        {
            end++;
        }

        Steps += end - start;
        runEnds[part] = end;
        return end;
    }

    private bool IsLeftBoundary(int start) =>
        start == 0 || (start > 0 && (!char.IsAsciiLetterOrDigit(text[start]) || !char.IsAsciiLetterOrDigit(text[start - 1]) || view.HasGapBefore(start)));

    private bool IsRightBoundary(int end) => end == text.Length || !char.IsAsciiLetterOrDigit(text[end]) || !char.IsAsciiLetterOrDigit(text[end - 1]) || view.HasGapBefore(end);

    // The full stop behind a key ends the sentence.
    private int TrimmedEnd(int start, int end)
    {
        while (end - 1 > start && text[end - 1] == '.')
        {
            end--;
        }

        return end;
    }
}
