namespace Daybook.Secrets;

/// <summary>A row of characters that a value without quotes may have, measured once for all names that stand in it.</summary>
/// <param name="Start">From where it was measured.</param>
/// <param name="End">The first character that no such value has, or the end of its line, be it escaped, or of the text.</param>
internal readonly record struct ValueRow(int Start, int End)
{
    /// <summary>So many backslashes stand before what was escaped three times.</summary>
    private const int EscapesMax = 7;

    private static readonly CharacterSet Ends = CharacterSet.Of(character => character is <= ' ' or '"' or '\'' or '`' or ',' or ';' or '&'
        or '<' or '>' or '(' or ')' or '{' or '}' or '[' or ']' or '|' or '\u007f');

    /// <summary>Measures the row from a character on.</summary>
    internal static ValueRow From(string text, int start)
    {
        int end = start;
        while (end < text.Length && !Ends.Contains(text[end]) && !IsEscapedLineEnd(text, end))
        {
            end++;
        }

        return new ValueRow(start, end);
    }

    /// <summary>Whether a value that begins at a character ends where this row ends.</summary>
    internal bool Holds(int start) => End > 0 && start >= Start && start <= End;

    // In JSON and logs "\n" is the end of a line, and "\\n" in JSON within JSON. Where a key was broken there, the reading without escapes finds all of it.
    private static bool IsEscapedLineEnd(string text, int index)
    {
        int next = index;
        while (next < text.Length && next - index < EscapesMax && text[next] == '\\')
        {
            next++;
        }

        return next > index && next < text.Length && text[next] is 'n' or 'r';
    }
}
