using System.Globalization;

namespace Daybook.Secrets;

/// <summary>Finds the private keys of PuTTY: from the line that names the format over as many lines as the private half says that it has, to its seal.</summary>
internal static class PuttyKeyBlocks
{
    private const string Begin = "PuTTY-User-Key-File-";
    private const string Private = "Private-Lines: ";
    private const string Seal = "Private-MAC: ";

    /// <summary>The public half, a comment and how the key is derived stand before the private half.</summary>
    private const int HeadMax = 8 * 1024;

    /// <summary>How many characters a line of the format has at most.</summary>
    private const int LineMax = 64;

    /// <summary>The private half of an RSA key of 16,384 bits has fewer lines.</summary>
    private const int LinesMax = 256;

    /// <summary>So much of a private half is one; less is talk about it.</summary>
    private const int BodyMin = 16;

    private static readonly CharacterSet Digits = CharacterSet.Of(char.IsAsciiDigit);
    private static readonly CharacterSet HexDigits = CharacterSet.Of(char.IsAsciiHexDigit);
    private static readonly CharacterSet Body = CharacterSet.LettersAndDigits | CharacterSet.Of(character => character is '+' or '/' or '=');
    private static readonly CharacterSet Blanks = CharacterSet.Of(character => character is ' ' or '\t' or '\r' or '\n');

    /// <summary>Adds every block to <paramref name="found"/>.</summary>
    internal static void Find(TextView view, List<SecretSpan> found)
    {
        string text = view.Text;
        int start = text.IndexOf(Begin, StringComparison.Ordinal);
        while (start >= 0)
        {
            int from = start + Begin.Length;
            int head = text.AsSpan(from, Math.Min(HeadMax, text.Length - from)).IndexOf(Private, StringComparison.Ordinal);
            if (head >= 0 && BlockEnd(view, from + head + Private.Length) is { } end)
            {
                found.Add(SecretSpan.In(view, PrivateKeyBlocks.Kind, start, end));
                from = end;
            }

            start = text.IndexOf(Begin, from, StringComparison.Ordinal);
        }
    }

    private static int? BlockEnd(TextView view, int count)
    {
        int end = EndOfLine(view, count, Digits);
        int lines = int.TryParse(view.Text.AsSpan(count..end), NumberStyles.None, CultureInfo.InvariantCulture, out int said) ? Math.Min(said, LinesMax) : 0;
        int characters = 0;
        for (int line = 0; line < lines; line++)
        {
            int start = SkipBlanks(view.Text, end);
            int next = EndOfLine(view, start, Body);
            if (next == start)
            {
                break;
            }

            characters += next - start;
            end = next;
        }

        int seal = SkipBlanks(view.Text, end);
        bool isSealed = view.Text.AsSpan(seal).StartsWith(Seal, StringComparison.Ordinal);
        return characters < BodyMin ? null : isSealed ? EndOfLine(view, seal + Seal.Length, HexDigits) : end;
    }

    private static int SkipBlanks(string text, int position)
    {
        while (position < text.Length && Blanks.Contains(text[position]))
        {
            position++;
        }

        return position;
    }

    // As far as one line has such characters.
    private static int EndOfLine(TextView view, int start, CharacterSet characters)
    {
        int end = start;
        while (end < view.Text.Length && end - start < LineMax && characters.Contains(view.Text[end]) && (end == start || !view.HasGapBefore(end)))
        {
            end++;
        }

        return end;
    }
}
