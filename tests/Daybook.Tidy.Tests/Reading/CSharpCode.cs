using System.Text;

namespace Daybook.Tidy.Tests.Reading;

/// <summary>
/// A scanner for C# that knows comments, characters and every kind of string (plain, verbatim, raw, interpolated), so that a
/// rule about code never trips over a word in a message. The holes of interpolated strings are code and stay.
/// </summary>
internal sealed class CSharpCode
{
    private readonly string source;
    private readonly StringBuilder result;
    private int at;

    private CSharpCode(string source)
    {
        this.source = source;
        result = new StringBuilder(source);
    }

    /// <summary>The same text, of the same length and lines, with the insides of strings and comments made blank.</summary>
    internal static string WithoutTextAndComments(string source)
    {
        CSharpCode scan = new(source);
        scan.ScanCode(closingBraces: 0);
        return scan.result.ToString();
    }

    /// <summary>Scans code to the end of the file or, in a hole, to the run of braces that closes it.</summary>
    private void ScanCode(int closingBraces)
    {
        int depth = 0;
        while (at < source.Length)
        {
            if (closingBraces > 0 && depth == 0 && source[at] == '}')
            {
                at += closingBraces;
                return;
            }

            depth += source[at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (Starts("//"))
            {
                BlankUntil("\n");
            }
            else if (Starts("/*"))
            {
                BlankUntil("*/");
            }
            else if (source[at] == '\'')
            {
                ScanCharacter();
            }
            else if (!TryScanString())
            {
                at++;
            }
        }
    }

    private bool TryScanString()
    {
        int quote = at;
        while (quote < source.Length && source[quote] is '$' or '@')
        {
            quote++;
        }

        if (quote >= source.Length || source[quote] != '"')
        {
            return false;
        }

        ReadOnlySpan<char> prefix = source.AsSpan(at, quote - at);
        int braces = prefix.Count('$');
        bool isVerbatim = prefix.Contains('@');
        int quotes = CountOf('"', quote);
        at = quote;
        if (quotes >= 3)
        {
            at += quotes;
            ScanRawString(quotes, braces);
        }
        else
        {
            at++;
            ScanPlainString(braces > 0, isVerbatim);
        }

        return true;
    }

    private void ScanPlainString(bool isInterpolated, bool isVerbatim)
    {
        while (at < source.Length && source[at] != '\n' | isVerbatim)
        {
            bool isPair = isVerbatim ? Starts("\"\"") : source[at] == '\\';
            if (isPair || (isInterpolated && (Starts("{{") || Starts("}}"))))
            {
                Blank(2);
            }
            else if (source[at] == '"')
            {
                at++;
                return;
            }
            else if (isInterpolated && source[at] == '{')
            {
                at++;
                ScanCode(closingBraces: 1);
            }
            else
            {
                Blank(1);
            }
        }
    }

    private void ScanRawString(int quotes, int braces)
    {
        while (at < source.Length)
        {
            int opening = braces > 0 ? CountOf('{', at) : 0;
            if (CountOf('"', at) >= quotes)
            {
                at += CountOf('"', at);
                return;
            }

            if (opening >= Math.Max(braces, 1))
            {
                at += opening;
                ScanCode(braces);
            }
            else
            {
                Blank(Math.Max(opening, 1));
            }
        }
    }

    private void ScanCharacter()
    {
        at++;
        while (at < source.Length && source[at] is not ('\'' or '\n'))
        {
            Blank(source[at] == '\\' ? 2 : 1);
        }

        at++;
    }

    private void BlankUntil(string end)
    {
        int found = source.IndexOf(end, at, StringComparison.Ordinal);
        Blank((found < 0 ? source.Length : found + end.Length) - at);
    }

    private void Blank(int count)
    {
        for (int end = Math.Min(at + count, source.Length); at < end; at++)
        {
            if (source[at] != '\n')
            {
                result[at] = ' ';
            }
        }
    }

    private bool Starts(string text) => string.CompareOrdinal(source, at, text, 0, text.Length) == 0;

    private int CountOf(char character, int from)
    {
        int end = from;
        while (end < source.Length && source[end] == character)
        {
            end++;
        }

        return end - from;
    }
}
