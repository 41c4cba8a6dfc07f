using System.Text;

namespace Daybook.Mcp.Answers;

/// <summary>The beginning of a text, with a sign that there was more.</summary>
internal static class CutText
{
    // What stands for the rest.
    private const string Sign = "...";

    /// <summary>The text, of at most so many characters before the sign.</summary>
    public static string ToCharacters(string text, int charactersMax)
    {
        if (text.Length <= charactersMax)
        {
            return text;
        }

        // Not between the halves of a pair.
        int end = char.IsHighSurrogate(text[charactersMax - 1]) ? charactersMax - 1 : charactersMax;
        return text[..end] + Sign;
    }

    /// <summary>The text, of at most so many bytes as it is sent, the sign included: outside of ASCII a character is six of them.</summary>
    public static string ToBytes(string text, int bytesMax)
    {
        if (Shortening.SizeOf(text) <= bytesMax)
        {
            return text;
        }

        int left = bytesMax - Sign.Length;
        int kept = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            left -= Shortening.SizeOf(rune.ToString());
            if (left < 0)
            {
                break;
            }

            kept += rune.Utf16SequenceLength;
        }

        return text[..kept] + Sign;
    }
}
