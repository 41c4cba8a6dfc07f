using System.Globalization;

namespace Daybook.Secrets;

/// <summary>Reads the pieces of a <see cref="SecretPattern"/>.</summary>
internal static class PatternNotation
{
    private static readonly CharacterSet Digits = CharacterSet.Of(char.IsAsciiDigit);
    private static readonly CharacterSet Blanks = CharacterSet.Of(char.IsWhiteSpace);
    private static readonly CharacterSet Controls = CharacterSet.Of(char.IsControl);
    private static readonly CharacterSet WordCharacters = CharacterSet.LettersAndDigits | CharacterSet.Of('_');

    /// <summary>Reads a character, an escape or a set in brackets.</summary>
    internal static CharacterSet ReadSet(string notation, ref int position)
    {
        char character = notation[position++];
        return character switch
        {
            '[' => ReadBrackets(notation, ref position),
            '\\' => Escaped(notation[position++]),
            _ => CharacterSet.Of(character),
        };
    }

    /// <summary>Reads how many, one where nothing is said.</summary>
    internal static (int Min, int Max) ReadCount(string notation, ref int position)
    {
        if (position == notation.Length || notation[position] != '{')
        {
            return (1, 1);
        }

        int end = notation.IndexOf('}', position);
        ReadOnlySpan<char> bounds = notation.AsSpan((position + 1)..end);
        position = end + 1;
        int comma = bounds.IndexOf(',');
        int min = Number(comma < 0 ? bounds : bounds[..comma]);
        return (min, comma < 0 ? min : comma + 1 == bounds.Length ? int.MaxValue : Number(bounds[(comma + 1)..]));
    }

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static CharacterSet ReadBrackets(string notation, ref int position)
    {
        bool isNegated = notation[position] == '^';
        position += isNegated ? 1 : 0;
        CharacterSet set = default;
        while (notation[position] != ']')
        {
            char character = notation[position++];
            if (character == '\\')
            {
                set |= Escaped(notation[position++]);
            }
            else if (notation[position] == '-' && notation[position + 1] != ']')
            {
                char last = notation[position + 1];
                position += 2;
                set |= CharacterSet.Between(character, last);
            }
            else
            {
                set |= CharacterSet.Of(character);
            }
        }

        position++;
        return isNegated ? ~(set | Controls) : set;
    }

    private static CharacterSet Escaped(char character) => character switch
    {
        'd' => Digits,
        'w' => WordCharacters,
        's' => Blanks,
        _ => CharacterSet.Of(character),
    };
}
