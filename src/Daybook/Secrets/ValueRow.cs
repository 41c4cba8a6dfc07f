namespace Daybook.Secrets;

/// <summary>A row of characters that a value without quotes may have, measured once for all names that stand in it.</summary>
/// <param name="Start">From where it was measured.</param>
/// <param name="End">The first character that no such value has, or the end of the text.</param>
internal readonly record struct ValueRow(int Start, int End)
{
    private static readonly CharacterSet Ends = CharacterSet.Of(character => character is <= ' ' or '"' or '\'' or '`' or ',' or ';' or '&'
        or '<' or '>' or '(' or ')' or '{' or '}' or '[' or ']' or '|' or '\u007f');

    /// <summary>Measures the row from a character on.</summary>
    internal static ValueRow From(string text, int start)
    {
        int end = start;
        while (end < text.Length && !Ends.Contains(text[end]))
        {
            end++;
        }

        return new ValueRow(start, end);
    }

    /// <summary>Whether a value that begins at a character ends where this row ends.</summary>
    internal bool Holds(int start) => End > 0 && start >= Start && start <= End;
}
