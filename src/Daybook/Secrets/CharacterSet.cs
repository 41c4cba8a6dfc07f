namespace Daybook.Secrets;

/// <summary>A set of ASCII characters.</summary>
internal readonly record struct CharacterSet(ulong Low, ulong High)
{
    internal static readonly CharacterSet LettersAndDigits = Of(char.IsAsciiLetterOrDigit);

    internal int Count => int.CreateChecked(ulong.PopCount(Low) + ulong.PopCount(High));

    internal static CharacterSet Of(Func<char, bool> contains)
    {
        CharacterSet set = default;
        for (int code = 0; code < 128; code++)
        {
            if (contains((char)code))
            {
                set |= Of((char)code);
            }
        }

        return set;
    }

    internal static CharacterSet Of(char character) =>
        character < 64 ? new CharacterSet(1UL << character, 0) : new CharacterSet(0, 1UL << (character - 64));

    /// <summary>The characters from one to another, both of them included.</summary>
    internal static CharacterSet Between(char first, char last)
    {
        CharacterSet set = default;
        for (char character = first; character <= last; character++)
        {
            set |= Of(character);
        }

        return set;
    }

    internal bool Contains(char character) =>
        character < 64 ? (Low >> character & 1) != 0 : character < 128 && (High >> (character - 64) & 1) != 0;

    internal IEnumerable<char> Characters()
    {
        for (ulong rest = Low; rest != 0; rest &= rest - 1)
        {
            yield return (char)ulong.TrailingZeroCount(rest);
        }

        for (ulong rest = High; rest != 0; rest &= rest - 1)
        {
            yield return (char)(64 + ulong.TrailingZeroCount(rest));
        }
    }

    public static CharacterSet operator |(CharacterSet one, CharacterSet other) => new(one.Low | other.Low, one.High | other.High);

    public static CharacterSet operator ~(CharacterSet set) => new(~set.Low, ~set.High);
}
