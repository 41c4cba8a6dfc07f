namespace Daybook.Secrets;

/// <summary>Whether characters look drawn at random or thought of by somebody.</summary>
internal static class Randomness
{
    /// <summary>A drawn key has at least this many different characters; a placeholder such as <c>xxxx</c> has fewer.</summary>
    private const int VarietyMin = 6;

    /// <summary>Words change between small letters, capitals and digits at most once in this many characters.</summary>
    private const int CharactersPerChange = 8;

    /// <summary>What is drawn changes at least once in so many; small letters and digits alone do so twice in five, with capitals three times.</summary>
    private const int DrawnCharactersPerChange = 5;

    /// <summary>What is shorter is a word with a number more often, and must change once in three.</summary>
    private const int DrawnMin = 16;

    /// <summary>A capital or none and then small letters, so many in a row, are a word; drawn letters seldom go on that long.</summary>
    private const int WordMin = 5;

    /// <summary>A piece that is shorter says too little.</summary>
    private const int PieceMin = 4;

    /// <summary>Whether it can be a key at all, and is no row of the same few characters.</summary>
    internal static bool IsVaried(ReadOnlySpan<char> text)
    {
        CharacterSet seen = default;
        foreach (char character in text)
        {
            seen |= character < 128 ? CharacterSet.Of(character) : default;
        }

        return seen.Count >= VarietyMin;
    }

    /// <summary>Whether it is hardly made of words: letters and digits, often changing.</summary>
    internal static bool LooksRandom(ReadOnlySpan<char> text)
    {
        int changes = Changes(text);
        return changes >= 2 && changes * CharactersPerChange >= text.Length
            && text.ContainsAnyInRange('0', '9') && ContainsLetter(text) && IsVaried(text);
    }

    /// <summary>Whether the first characters of a line can be the rest of a key that the line before began.</summary>
    internal static bool LooksLikePieceOfKey(ReadOnlySpan<char> text) =>
        text.Length >= PieceMin && (Changes(text) >= 2 || (text.ContainsAnyInRange('0', '9') && ContainsLetter(text)));

    /// <summary>Whether it changes as often as only what is drawn does: neither a word with a number nor words with capitals.</summary>
    internal static bool LooksDrawn(ReadOnlySpan<char> text) =>
        Changes(text) * (text.Length < DrawnMin ? 3 : DrawnCharactersPerChange) >= text.Length
        && !(text.ContainsAnyInRange('A', 'Z') && CharactersOfWords(text) * 3 >= text.Length * 2);

    private static bool ContainsLetter(ReadOnlySpan<char> text) => text.ContainsAnyInRange('a', 'z') || text.ContainsAnyInRange('A', 'Z');

    // A capital that begins a word is no change, and neither is a step from or to a sign that stands between words.
    private static int Changes(ReadOnlySpan<char> text)
    {
        int changes = 0;
        for (int index = 1; index < text.Length; index++)
        {
            int before = ClassOf(text[index - 1]);
            int here = ClassOf(text[index]);
            bool beginsWord = before == 2 && here == 1 && (index == 1 || ClassOf(text[index - 2]) == 0);
            changes += before != 0 && here != 0 && before != here && !beginsWord ? 1 : 0;
        }

        return changes;
    }

    private static int CharactersOfWords(ReadOnlySpan<char> text)
    {
        int count = 0;
        int start = 0;
        for (int index = 0; index <= text.Length; index++)
        {
            if (index == text.Length || !char.IsAsciiLetterLower(text[index]))
            {
                count += index - start >= WordMin ? index - start : 0;
                start = index == text.Length || !char.IsAsciiLetterUpper(text[index]) ? index + 1 : index;
            }
        }

        return count;
    }

    private static int ClassOf(char character) => character switch
    {
        >= 'a' and <= 'z' => 1,
        >= 'A' and <= 'Z' => 2,
        >= '0' and <= '9' => 3,
        '-' or '_' or '.' or '/' or '\\' or ':' or '=' or '@' => 0,
        ' ' or ',' or ';' or '&' or '|' or '"' or '\'' or '`' or '<' or '>' or '(' or ')' or '{' or '}' or '[' or ']' => 0,
        _ => 4,
    };
}
