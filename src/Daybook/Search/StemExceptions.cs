namespace Daybook.Search;

/// <summary>English words that the rules of <see cref="EnglishStemmer"/> would treat wrongly.</summary>
internal static class StemExceptions
{
    /// <summary>Replaces a whole word whose stem is known, in its place.</summary>
    /// <returns>The length of the stem; 0 for a word that goes by the rules.</returns>
    public static int Replace(Span<byte> word)
    {
        // All of them have 3 to 6 letters and begin with one of these.
        if (word.Length > 6 || !"sdltigueoncabh"u8.Contains(word[0]))
        {
            return 0;
        }

        ReadOnlySpan<byte> stem = StemOf(word);
        stem.CopyTo(word);
        return stem.Length;
    }

    /// <summary>Whether nothing more is to be taken off a word once it has no plural.</summary>
    public static bool IsFinishedAfterPlural(ReadOnlySpan<byte> word) => word.Length switch
    {
        6 => word.SequenceEqual("inning"u8) || word.SequenceEqual("outing"u8) || word.SequenceEqual("exceed"u8),
        7 => word.SequenceEqual("canning"u8) || word.SequenceEqual("herring"u8) || word.SequenceEqual("earring"u8)
            || word.SequenceEqual("proceed"u8) || word.SequenceEqual("succeed"u8),
        _ => false,
    };

    private static ReadOnlySpan<byte> StemOf(ReadOnlySpan<byte> word) => word switch
    {
        _ when word.SequenceEqual("skis"u8) => "ski"u8,
        _ when word.SequenceEqual("skies"u8) => "sky"u8,
        _ when word.SequenceEqual("dying"u8) => "die"u8,
        _ when word.SequenceEqual("lying"u8) => "lie"u8,
        _ when word.SequenceEqual("tying"u8) => "tie"u8,
        _ when word.SequenceEqual("idly"u8) => "idl"u8,
        _ when word.SequenceEqual("gently"u8) => "gentl"u8,
        _ when word.SequenceEqual("ugly"u8) => "ugli"u8,
        _ when word.SequenceEqual("early"u8) => "earli"u8,
        _ when word.SequenceEqual("only"u8) => "onli"u8,
        _ when word.SequenceEqual("singly"u8) => "singl"u8,
        _ when IsInvariant(word) => word,
        _ => default,
    };

    private static bool IsInvariant(ReadOnlySpan<byte> word) => word.SequenceEqual("sky"u8) || word.SequenceEqual("news"u8)
        || word.SequenceEqual("howe"u8) || word.SequenceEqual("atlas"u8) || word.SequenceEqual("cosmos"u8) || word.SequenceEqual("bias"u8)
        || word.SequenceEqual("andes"u8);
}
