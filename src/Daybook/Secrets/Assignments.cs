using System.Buffers;

namespace Daybook.Secrets;

/// <summary>
/// Finds the values that names such as <c>password</c> are given: <c>name=value</c>, <c>"name": "value"</c>, <c>--name value</c>,
/// <c>&lt;name&gt;value&lt;/name&gt;</c>. What looks like a word, a path, a place to fill in or a piece of code is left.
/// </summary>
internal static class Assignments
{
    /// <summary>As many blanks and quotes may stand between a name, its sign and its value.</summary>
    private const int BetweenMax = 8;

    /// <summary>The longest name.</summary>
    private const int NameMax = 80;

    /// <summary>The longest value in quotes, and the longest that goes on over several lines.</summary>
    private const int ValueMax = 1024;

    /// <summary>So much of a value says what it is; a value may be as long as the text, and names may follow each other closely.</summary>
    private const int JudgedMax = 256;

    // Between a name and its value: name=value, name: value, --name value, <name>value</name>.
    private static readonly SearchValues<char> Signs = SearchValues.Create("=: >");

    private static readonly string[] Schemes = ["SSWS ", "Bearer ", "bearer ", "Basic ", "basic ", "Token ", "token ", "Bot ", "ApiKey "];
    private static readonly CharacterSet NameCharacters =
        CharacterSet.LettersAndDigits | CharacterSet.Of('_') | CharacterSet.Of('-') | CharacterSet.Of('.');

    /// <summary>Adds the value of every such name to <paramref name="found"/>.</summary>
    /// <returns>How many characters were looked at.</returns>
    internal static long Find(TextView view, LineContinuation continuation, List<SecretSpan> found)
    {
        string text = view.Text;
        long steps = text.Length;
        ValueRow row = default;
        int position = text.AsSpan().IndexOfAny(Signs);
        while (position >= 0)
        {
            int from = position + 1;
            (int start, int end) = NameBefore(text, position);
            steps += position - start;
            if (end > start && !IsMark(text, start) && GivesValue(text, start, end, position) && SecretNames.Find(text.AsSpan(start..end)) is { } name)
            {
                int valueStart = ValueStart(text, position);
                if (!row.Holds(valueStart))
                {
                    row = ValueRow.From(text, valueStart);
                    steps += row.End - row.Start;
                }

                int valueEnd = ValueEnd(view, continuation, name, valueStart, row.End);
                steps += Math.Min(valueEnd - valueStart, JudgedMax);
                bool isHere = view.NextGap(position + 1, valueStart + 1) > valueStart || continuation.IsValueOfLineBefore(valueStart, valueEnd);
                isHere &= text[position] != '>' || text.AsSpan(valueEnd).StartsWith("</", StringComparison.Ordinal);
                if (isHere && IsSecret(name, text.AsSpan(valueStart..valueEnd), IsQuoted(text, valueStart)))
                {
                    found.Add(SecretSpan.In(view, name.Kind, valueStart, valueEnd));
                    from = valueEnd;
                }
            }

            int next = text.AsSpan(from).IndexOfAny(Signs);
            position = next < 0 ? -1 : from + next;
        }

        return steps;
    }

    /// <summary>Whether a whole value is the secret that its name promises.</summary>
    internal static SecretName? Judge(string name, string value) =>
        SecretNames.Find(name) is { } promised && IsSecret(promised, value, isQuoted: true) && !value.Contains(' ', StringComparison.Ordinal) ? promised : null;

    private static (int Start, int End) NameBefore(string text, int position)
    {
        int end = position;
        while (end > 0 && position - end < BetweenMax && text[end - 1] is '"' or '\'' or ' ' or ']')
        {
            end--;
        }

        int start = end;
        while (start > 0 && end - start < NameMax && NameCharacters.Contains(text[start - 1]))
        {
            start--;
        }

        return (start, end);
    }

    // In a mark the name of a kind stands before the fingerprint.
    private static bool IsMark(string text, int nameStart) =>
        text.AsSpan(0, nameStart).EndsWith(SecretFinding.MarkStart, StringComparison.Ordinal);

    private static bool GivesValue(string text, int start, int end, int position) => text[position] switch
    {
        ' ' => IsOption(text, start, end, position),
        '>' => end == position && start > 0 && text[start - 1] == '<',
        _ => true,
    };

    // A blank gives a value to an option only: "--token abc", not "the token abc".
    private static bool IsOption(string text, int start, int end, int position) =>
        end == position && end - start > 2 && text[start] == '-' && text[start + 1] == '-';

    // Behind the sign: ">" of "=>", blanks, the name of a scheme, a quote.
    private static int ValueStart(string text, int position)
    {
        int start = position + 1;
        while (start < text.Length && start - position <= BetweenMax && text[start] is ' ' or '\t' or '>' or '=' or '"' or '\'' or '`')
        {
            start++;
        }

        string? scheme = Schemes.FirstOrDefault(word => text.AsSpan(start).StartsWith(word, StringComparison.Ordinal));
        return start + (scheme?.Length ?? 0);
    }

    private static int ValueEnd(TextView view, LineContinuation continuation, SecretName name, int start, int rowEnd)
    {
        string text = view.Text;
        if (IsQuoted(text, start) && QuoteEnd(view, start) is { } quoteEnd)
        {
            // A sentence may stand in quotes too: what has blanks is one value only if its first word is a secret already.
            bool isOne = !text.AsSpan(start..quoteEnd).Contains(' ') || IsSecret(name, text.AsSpan(start..rowEnd), isQuoted: true);
            return isOne ? quoteEnd : rowEnd;
        }

        int end = Math.Min(rowEnd, start + ValueMax);
        return view.NextGap(start + 1, end) == end ? rowEnd : continuation.EndOfValue(start, end);
    }

    // Where the quote in front of a value is closed on the same line.
    private static int? QuoteEnd(TextView view, int start)
    {
        ReadOnlySpan<char> rest = view.Text.AsSpan(start, Math.Min(ValueMax, view.Text.Length - start));
        int length = rest.IndexOfAny(view.Text[start - 1], '\n');
        return length > 0 && rest[length] != '\n' && view.NextGap(start + 1, start + length) == start + length ? start + length : null;
    }

    private static bool IsQuoted(string text, int valueStart) => valueStart > 0 && text[valueStart - 1] is '"' or '\'' or '`';

    private static bool IsSecret(SecretName name, ReadOnlySpan<char> value, bool isQuoted)
    {
        ReadOnlySpan<char> judged = value[..Math.Min(value.Length, JudgedMax)];
        if (name.IsPairInBase64)
        {
            return BasicCredentials.Are(value);
        }

        return value.Length >= name.LengthMin && Randomness.LooksRandom(judged) && !IsOrdinary(name, judged) && !IsPlaceholder(judged) && !IsPath(judged)
            && (isQuoted || !IsCode(judged));
    }

    private static bool IsOrdinary(SecretName name, ReadOnlySpan<char> value) =>
        (name.IsUuidOrdinary && OrdinaryForms.IsUuid(value)) || OrdinaryForms.IsTime(value);

    // A variable of a shell and what stands in brackets stand for a value; the hash of a password that begins "$2" does not.
    private static bool IsPlaceholder(ReadOnlySpan<char> value) =>
        value[0] is '{' or '<' or '(' or '[' || (value.StartsWith('$') && !value.StartsWith("$2")) || value.StartsWith('%') || value.StartsWith(SecretFinding.MarkStart);

    private static bool IsPath(ReadOnlySpan<char> value) =>
        (value.StartsWith('/') && value[1..].Contains('/')) || value.StartsWith("./") || value.StartsWith("~/")
        || value.Contains("://", StringComparison.Ordinal) || value.Contains(":\\", StringComparison.Ordinal);

    // settings.Auth2.Token: names with dots between them, each of which begins with a letter.
    private static bool IsCode(ReadOnlySpan<char> value)
    {
        int dots = 0;
        char before = '.';
        foreach (char character in value)
        {
            if (!(char.IsAsciiLetterOrDigit(character) || character is '_' or '.') || (before == '.' && !char.IsAsciiLetter(character)))
            {
                return false;
            }

            dots += character == '.' ? 1 : 0;
            before = character;
        }

        return dots > 0;
    }
}
