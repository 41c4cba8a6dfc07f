using System.Text;

namespace Daybook.Search;

/// <summary>The scripts that are written without blanks between words: Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese.</summary>
internal static class Ideographs
{
    /// <summary>No character below this belongs to them.</summary>
    public const char First = '\u0E00';

    /// <summary>Whether a letter belongs to them.</summary>
    public static bool Contains(Rune letter) => letter.Value is
        (>= 0x0E00 and < 0x0F00) or (>= 0x1000 and < 0x10A0) or (>= 0x1100 and < 0x1200) or (>= 0x1780 and < 0x1800)
        or (>= 0x2E80 and < 0x2FE0) or (>= 0x3005 and < 0x3200) or (>= 0x3400 and < 0xA000) or (>= 0xA960 and < 0xA980)
        or (>= 0xAC00 and < 0xD800) or (>= 0xF900 and < 0xFB00) or (>= 0xFF66 and < 0xFFE0) or (>= 0x20000 and < 0x40000);
}
