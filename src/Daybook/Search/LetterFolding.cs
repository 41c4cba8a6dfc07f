using System.Globalization;
using System.Text;

namespace Daybook.Search;

/// <summary>
/// Brings letters and digits that people take for the same to one form: small, without accents, of ordinary width. The tables say what Unicode's
/// decompositions say, since programs that run without the tables of the system's culture library cannot ask for them.
/// </summary>
internal static class LetterFolding
{
    /// <summary>The most bytes that one character becomes.</summary>
    public const int BytesMax = 4;

    private const char Same = '.';

    // Each row begins with the character in its name's range that has the lowest number. A dot stands for a letter that keeps its form.
    private const string Latin =
        "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.yaaaaaaccccccccddddeeeeeeeeeegggg"
        + "gggghhhhiiiiiiiiii..jjkkkllllllllllnnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
        + ".ɓƃ.ƅ.ɔƈ.ɖɗƌ..ǝəɛƒ.ɠɣ.ɩɨƙ...ɯɲ.ɵooƣ.ƥ.ʀƨ.ʃ..ƭ.ʈuuʊʋƴ.ƶ.ʒƹ...ƽ.......ǆǆ.ǉǉ.ǌǌ.aaiioouuuuuuuuuu.aa"
        + "aaææǥ.ggkkooooʒʒjǳǳ.ggƕƿnnaaææooaaaaeeeeiiiioooorrrruuuussttȝ.hhƞ.ȣ.ȥ.aaeeooooooooyy......ⱥȼ.ƚⱦ."
        + ".ɂ.ƀʉʌɇ.ɉ.ɋ.ɍ.ɏ.";

    private const string LatinAdditional =
        "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr"
        + "ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy.s..ß.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
        + "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyỻ.ỽ.ỿ.";

    private const string Greek =
        "α.εηι.ο.υωιαβγδεζηθικλμνξοπρ.στυφχψωιυαεηιυ.................σ.......ιυουωϗ";

    private const string GreekExtended =
        "ααααααααααααααααεεεεεε..εεεεεε..ηηηηηηηηηηηηηηηηιιιιιιιιιιιιιιιιοοοοοο..οοοοοο..υυυυυυυυ.υ.υ.υ.υ"
        + "ωωωωωωωωωωωωωωωωααεεηηιιοουυωω..ααααααααααααααααηηηηηηηηηηηηηηηηωωωωωωωωωωωωωωωωααααα.ααααααα.ι."
        + "..ηηη.ηηεεηηη...ιιιι..ιιιιιι....υυυυρρυυυυυυρ.....ωωω.ωωοοωωω...";

    private const string Cyrillic =
        "ееђгєѕііјљњћкиуџабвгдежзииклмнопрстуфхцчшщъыьэюя.........и......................ее.г...і....киу.";

    /// <summary>Whether a character that is not ASCII belongs to a word: a letter, a digit, or a mark on one.</summary>
    public static bool IsWordRune(Rune rune) => Rune.GetUnicodeCategory(rune) is <= UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark
        or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber;

    /// <summary>Writes the form of a character as UTF-8; nothing for an accent that stands alone.</summary>
    /// <returns>How many bytes were written.</returns>
    public static int Fold(Rune rune, Span<byte> utf8)
    {
        if (IsAccent(rune.Value))
        {
            return 0;
        }

        Rune form = FormOf(rune);
        switch (form.Value)
        {
            case '\u00DF':
                "ss"u8.CopyTo(utf8);
                return 2;
            case '\u00E6':
                "ae"u8.CopyTo(utf8);
                return 2;
            case '\u0153':
                "oe"u8.CopyTo(utf8);
                return 2;
            default:
                return form.EncodeToUtf8(utf8);
        }
    }

    private static Rune FormOf(Rune rune)
    {
        int value = rune.Value;
        char listed = value switch
        {
            >= 0xC0 and < 0x250 => Latin[value - 0xC0],
            >= 0x386 and < 0x3D0 => Greek[value - 0x386],
            >= 0x400 and < 0x460 => Cyrillic[value - 0x400],
            >= 0x1E00 and < 0x1F00 => LatinAdditional[value - 0x1E00],
            >= 0x1F00 and < 0x2000 => GreekExtended[value - 0x1F00],

            // Letters and digits of the width of an ideograph.
            >= 0xFF10 and < 0xFF5B => (char)(value - 0xFF10 + '0'),
            _ => Same,
        };
        if (listed != Same)
        {
            return new Rune(char.ToLowerInvariant(listed));
        }

        if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber)
        {
            return new Rune('0' + (int)Rune.GetNumericValue(rune));
        }

        // The small letter of a sign may be one that is listed: the sign of the ångström.
        Rune small = Rune.ToLowerInvariant(rune);
        return small == rune ? rune : FormOf(small);
    }

    // The marks of Indian scripts are vowels and stay; these are accents, points and strokes on letters.
    private static bool IsAccent(int value) => value is (>= 0x300 and < 0x370) or (>= 0x591 and < 0x5C8) or (>= 0x64B and < 0x660)
        or (>= 0x1AB0 and < 0x1B00) or (>= 0x1DC0 and < 0x1E00) or (>= 0x20D0 and < 0x2100) or (>= 0xFE00 and < 0xFE10) or (>= 0xFE20 and < 0xFE30);
}
