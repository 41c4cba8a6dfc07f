namespace Daybook.Secrets;

/// <summary>
/// Tells where a key ends that is long enough where its line ends. Whoever breaks a key writes its rest, and nothing else, into the next line. What
/// follows in an ordinary text has a sign, a word or a form that no rest of a key has, and must stay.
/// </summary>
internal sealed class LineContinuation
{
    /// <summary>A shorter rest looks like any short word with a digit in it.</summary>
    private const int RestMin = 8;

    /// <summary>Nobody breaks lines that are shorter than this; a password alone on such a line is whole.</summary>
    private const int FullLineMin = 32;

    /// <summary>As many signs may close what a key stands in.</summary>
    private const int ClosersMax = 4;

    /// <summary>So many characters before a line break say what a key is made of.</summary>
    private const int TailLength = 12;

    private static readonly CharacterSet Closers = CharacterSet.Of(character => character is '"' or '\'' or '`' or ';' or ',' or '.' or ')' or ']' or '}' or '>' or '=');

    private readonly TextView view;
    private readonly int[] keyLines;

    /// <summary>Prepares a reading.</summary>
    /// <param name="view">A reading without line breaks.</param>
    /// <param name="keyStarts">Where in the original the keys begin that stand on one line: a list of keys is not one key.</param>
    internal LineContinuation(TextView view, IReadOnlySet<int> keyStarts)
    {
        this.view = view;
        keyLines = keyStarts.Count == 0 ? [] : [.. view.Gaps().Where(gap => keyStarts.Contains(view.StartOf(gap)))];
    }

    /// <summary>Where a row of characters ends within a key: nowhere but before a line that begins with a key of its own.</summary>
    internal int EndBeforeNextKey(int from, int end)
    {
        int index = Array.BinarySearch(keyLines, from);
        index = index < 0 ? ~index : index;
        return index < keyLines.Length ? Math.Min(keyLines[index], end) : end;
    }

    /// <summary>Where a key with a shape of its own ends.</summary>
    /// <param name="from">The first place where it may end.</param>
    /// <param name="end">The last.</param>
    /// <param name="isWhole">Whether a key that ends there is never longer.</param>
    internal int EndOfKey(int from, int end, bool isWhole)
    {
        int piece = view.NextGap(from, end);
        return isWhole && piece == from ? piece : EndOfPieces(piece, end, Continues);
    }

    /// <summary>Where a value ends that only its name calls a secret: it goes on if it filled its line, or if its quotes are closed behind the rest.</summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="end">The last place where it may end.</param>
    internal int EndOfValue(int start, int end) =>
        EndOfPieces(view.NextGap(start + 1, end), end, (piece, next) => Continues(piece, next) && (IsShorterThanFullLine(piece, next) || IsQuoteClosed(start, next)));

    /// <summary>Whether what stands on the line behind a name can be its value: all of that line or drawn, and no name with a value of its own.</summary>
    internal bool IsValueOfLineBefore(int start, int end)
    {
        ReadOnlySpan<char> text = view.Text.AsSpan(start..end);
        return !HasSignInside(text) && (IsLineEnd(end) || IsDrawnOfAllLetters(text));
    }

    private int EndOfPieces(int piece, int end, Func<int, int, bool> continues)
    {
        while (piece < end)
        {
            int next = view.NextGap(piece + 1, end);
            if (!continues(piece, next))
            {
                return piece;
            }

            piece = next;
        }

        return end;
    }

    private bool Continues(int piece, int next)
    {
        ReadOnlySpan<char> text = view.Text.AsSpan(piece..next);
        if (!Randomness.LooksLikePieceOfKey(text) || Array.BinarySearch(keyLines, piece) >= 0 || HasSignInside(text) || IsOrdinary(piece, text))
        {
            return false;
        }

        return IsLineEnd(next)
            ? IsLastOfFullLines(piece, next) || (text.Length >= RestMin && Randomness.LooksDrawn(text))
            : view.Text[next] is not ('=' or ':' or '(') && text.Length >= RestMin * 2 && IsDrawnOfAllLetters(text);
    }

    // NAME=value, name:value, 12:30:00. Base64 may end in "=".
    private static bool HasSignInside(ReadOnlySpan<char> text) => text.TrimEnd('=').ContainsAny('=', ':');

    // What has both kinds of letters and is drawn is no word, and no hash: it may have a sentence behind it.
    private static bool IsDrawnOfAllLetters(ReadOnlySpan<char> text) =>
        text.ContainsAnyInRange('a', 'z') && text.ContainsAnyInRange('A', 'Z') && Randomness.LooksDrawn(text);

    // Only what closes something may stand behind the rest, and behind a quote anything.
    private bool IsLineEnd(int position)
    {
        string text = view.Text;
        int next = position;
        while (next < text.Length && next - position < ClosersMax && !view.HasGapBefore(next) && Closers.Contains(text[next]))
        {
            if (text[next++] is '"' or '\'' or '`')
            {
                return true;
            }
        }

        return next == text.Length || view.HasGapBefore(next) || text[next] is '\n' or '\r';
    }

    private bool IsOrdinary(int piece, ReadOnlySpan<char> text) =>
        OrdinaryForms.IsUuid(text) || OrdinaryForms.IsUlid(text) || OrdinaryForms.BeginsWithDay(text) || OrdinaryForms.BeginsWithHashName(text)
        || (OrdinaryForms.IsHex(text) && !IsWithinHex(view.Text.AsSpan(0, piece)));

    // The rest of a key of hex digits is one of hex digits; behind any other key, or one that is whole, they are a commit or a hash.
    private static bool IsWithinHex(ReadOnlySpan<char> before) =>
        OrdinaryForms.IsHex(before[Math.Max(before.Length - TailLength, 0)..]) && !OrdinaryForms.EndsWithHash(before);

    // The two lines before were as long as each other, and this is what was left.
    private bool IsLastOfFullLines(int piece, int next)
    {
        int before = view.LineStart(piece);
        int length = piece - before;
        return next - piece <= length && before > 0 && before - view.LineStart(before) == length;
    }

    private bool IsShorterThanFullLine(int piece, int next)
    {
        int length = piece - view.LineStart(piece);
        return length >= FullLineMin && next - piece <= length;
    }

    private bool IsQuoteClosed(int start, int next) =>
        start > 0 && next < view.Text.Length && view.Text[start - 1] is '"' or '\'' or '`' && view.Text[next] == view.Text[start - 1];
}
