using System.Text;

namespace Daybook.Prime;

/// <summary>
/// How many tokens a text costs a model, as an estimate that needs no model: four ASCII characters to a token, and a token for every other
/// character. Real tokenizers differ by some tenths either way.
/// </summary>
public static class PrimeTokens
{
    /// <summary>The parts of a token that are counted.</summary>
    internal const int Quarters = 4;

    /// <summary>The tokens of a text, rounded up.</summary>
    public static int Of(string text) => (QuartersOf(text) + Quarters - 1) / Quarters;

    /// <summary>The same in quarters, so that parts can be added up.</summary>
    internal static int QuartersOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int quarters = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            quarters += rune.IsAscii ? 1 : Quarters;
        }

        return quarters;
    }
}
