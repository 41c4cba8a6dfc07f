namespace Daybook.Search;

/// <summary>
/// Reduces an English word to its stem, so that <c>deployed</c>, <c>deploys</c> and <c>deployment</c> meet. The rules are those of the
/// algorithm that Martin Porter published as the second version of his stemmer, written for words without apostrophes.
/// </summary>
internal ref partial struct EnglishStemmer
{
    // A y that stands for a consonant while the rules run.
    private const byte ConsonantY = (byte)'Y';

    private readonly Span<byte> word;
    private int length;
    private int region1;
    private int region2;

    private EnglishStemmer(Span<byte> word)
    {
        this.word = word;
        length = word.Length;
    }

    /// <summary>Stems a word of small ASCII letters in its place. Anything else is to be kept away by the caller.</summary>
    /// <returns>The length of the stem, which is never longer than the word.</returns>
    public static int Stem(Span<byte> word)
    {
        if (word.Length <= 2)
        {
            return word.Length;
        }

        if (StemExceptions.Replace(word) is var replaced and > 0)
        {
            return replaced;
        }

        var stemmer = new EnglishStemmer(word);
        stemmer.Run();
        return stemmer.length;
    }

    private void Run()
    {
        bool hasConsonantY = MarkConsonantY();
        FindRegions();
        RemovePlural();
        if (!StemExceptions.IsFinishedAfterPlural(word[..length]))
        {
            RemovePastAndParticiple();
            TurnLastY();
            ShortenDouble();
            ShortenSingle();
            RemoveLast();
            RemoveFinalLetter();
        }

        if (hasConsonantY)
        {
            word[..length].Replace(ConsonantY, (byte)'y');
        }
    }

    private readonly bool MarkConsonantY()
    {
        bool found = false;
        for (int index = 0; index < length; index++)
        {
            if (word[index] == 'y' && (index == 0 || IsVowel(word[index - 1])))
            {
                word[index] = ConsonantY;
                found = true;
            }
        }

        return found;
    }

    /// <summary>A region begins after the first consonant that follows a vowel; the second is the first's own.</summary>
    private void FindRegions()
    {
        ReadOnlySpan<byte> text = word[..length];
        region1 = text.StartsWith("gener"u8) || text.StartsWith("arsen"u8) ? 5 : text.StartsWith("commun"u8) ? 6 : RegionAfter(0);
        region2 = RegionAfter(region1);
    }

    private readonly int RegionAfter(int start)
    {
        for (int index = start + 1; index < length; index++)
        {
            if (!IsVowel(word[index]) && IsVowel(word[index - 1]))
            {
                return index + 1;
            }
        }

        return length;
    }

    private static bool IsVowel(byte letter) => letter is (byte)'a' or (byte)'e' or (byte)'i' or (byte)'o' or (byte)'u' or (byte)'y';

    private readonly bool HasVowelBefore(int end)
    {
        int index = 0;
        while (index < end && !IsVowel(word[index]))
        {
            index++;
        }

        return index < end;
    }

    /// <summary>Whether what stands before <paramref name="end"/> ends with a short syllable, as in <c>bed</c>, <c>shed</c> or <c>at</c>.</summary>
    private readonly bool EndsShort(int end)
    {
        if (end < 2 || IsVowel(word[end - 1]) || !IsVowel(word[end - 2]))
        {
            return false;
        }

        return end == 2 || (!IsVowel(word[end - 3]) && word[end - 1] is not ((byte)'w' or (byte)'x' or ConsonantY));
    }

    private readonly bool Ends(ReadOnlySpan<byte> suffix) => word[..length].EndsWith(suffix);

    private void Cut(int letters) => length -= letters;

    private void Append(byte letter) => word[length++] = letter;
}
