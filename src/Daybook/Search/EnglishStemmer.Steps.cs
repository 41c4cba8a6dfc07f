namespace Daybook.Search;

/// <summary>The steps, in the order in which they run. Of the endings of a step the longest that fits counts, whether or not it may go.</summary>
internal ref partial struct EnglishStemmer
{
    private void RemovePlural()
    {
        if (Ends("sses"u8))
        {
            Cut(2);
        }
        else if (Ends("ied"u8) || Ends("ies"u8))
        {
            Cut(length > 4 ? 2 : 1);
        }
        else if (Ends("s"u8) && !Ends("us"u8) && !Ends("ss"u8) && HasVowelBefore(length - 2))
        {
            Cut(1);
        }
    }

    private void RemovePastAndParticiple()
    {
        int eed = Ends("eed"u8) ? 3 : Ends("eedly"u8) ? 5 : 0;
        if (eed > 0)
        {
            Cut(length - eed >= region1 ? eed - 2 : 0);
            return;
        }

        int ending = Ends("ed"u8) ? 2 : Ends("ing"u8) ? 3 : Ends("edly"u8) ? 4 : Ends("ingly"u8) ? 5 : 0;
        if (ending == 0 || !HasVowelBefore(length - ending))
        {
            return;
        }

        Cut(ending);
        if (Ends("at"u8) || Ends("bl"u8) || Ends("iz"u8))
        {
            Append((byte)'e');
        }
        else if (length >= 2 && word[length - 1] == word[length - 2] && "bdfgmnprt"u8.Contains(word[length - 1]))
        {
            Cut(1);
        }
        else if (region1 >= length && EndsShort(length))
        {
            Append((byte)'e');
        }
    }

    private readonly void TurnLastY()
    {
        if (length > 2 && word[length - 1] is (byte)'y' or ConsonantY && !IsVowel(word[length - 2]))
        {
            word[length - 1] = (byte)'i';
        }
    }

    private void ShortenDouble()
    {
        if (length < 4)
        {
            return;
        }

        switch (word[length - 1])
        {
            case (byte)'l':
                _ = Try("ational"u8, "ate"u8) || Try("tional"u8, "tion"u8);
                break;
            case (byte)'n':
                _ = Try("ization"u8, "ize"u8) || Try("ation"u8, "ate"u8);
                break;
            case (byte)'r':
                _ = Try("izer"u8, "ize"u8) || Try("ator"u8, "ate"u8);
                break;
            case (byte)'m':
                _ = Try("alism"u8, "al"u8);
                break;
            case (byte)'s':
                _ = Try("fulness"u8, "ful"u8) || Try("ousness"u8, "ous"u8) || Try("iveness"u8, "ive"u8);
                break;
            case (byte)'i':
                ShortenDoubleOfI();
                break;
        }
    }

    private void ShortenDoubleOfI()
    {
        bool isKnown = Try("biliti"u8, "ble"u8) || Try("lessli"u8, "less"u8)
            || Try("entli"u8, "ent"u8) || Try("aliti"u8, "al"u8) || Try("ousli"u8, "ous"u8) || Try("iviti"u8, "ive"u8) || Try("fulli"u8, "ful"u8)
            || Try("enci"u8, "ence"u8) || Try("anci"u8, "ance"u8) || Try("abli"u8, "able"u8) || Try("alli"u8, "al"u8)
            || Try("bli"u8, "ble"u8);
        if (isKnown)
        {
            return;
        }

        if (Ends("ogi"u8))
        {
            Cut(length - 3 >= region1 && length > 3 && word[length - 4] == 'l' ? 1 : 0);
        }
        else if (Ends("li"u8))
        {
            Cut(length - 2 >= region1 && "cdeghkmnrt"u8.Contains(word[length - 3]) ? 2 : 0);
        }
    }

    private void ShortenSingle()
    {
        if (Try("ational"u8, "ate"u8) || Try("tional"u8, "tion"u8) || Try("alize"u8, "al"u8) || Try("icate"u8, "ic"u8)
            || Try("iciti"u8, "ic"u8) || Try("ical"u8, "ic"u8) || Try("ness"u8, ""u8) || Try("ful"u8, ""u8))
        {
            return;
        }

        if (Ends("ative"u8) && length - 5 >= region2)
        {
            Cut(5);
        }
    }

    private void RemoveLast()
    {
        int ending = LastEnding();
        bool isRemoved = ending > 0 && length - ending >= region2
            && (!Ends("ion"u8) || (length > 3 && word[length - 4] is (byte)'s' or (byte)'t'));
        Cut(isRemoved ? ending : 0);
    }

    private readonly int LastEnding() => word[length - 1] switch
    {
        (byte)'l' => Ends("al"u8) ? 2 : 0,
        (byte)'e' => Ends("ance"u8) || Ends("ence"u8) || Ends("able"u8) || Ends("ible"u8) ? 4
            : Ends("ate"u8) || Ends("ive"u8) || Ends("ize"u8) ? 3 : 0,
        (byte)'r' => Ends("er"u8) ? 2 : 0,
        (byte)'c' => Ends("ic"u8) ? 2 : 0,
        (byte)'t' => Ends("ement"u8) ? 5 : Ends("ment"u8) ? 4 : Ends("ant"u8) || Ends("ent"u8) ? 3 : 0,
        (byte)'m' => Ends("ism"u8) ? 3 : 0,
        (byte)'i' => Ends("iti"u8) ? 3 : 0,
        (byte)'s' => Ends("ous"u8) ? 3 : 0,
        (byte)'n' => Ends("ion"u8) ? 3 : 0,
        _ => 0,
    };

    private void RemoveFinalLetter()
    {
        byte last = word[length - 1];
        bool isRemoved = last switch
        {
            (byte)'e' => length - 1 >= region2 || (length - 1 >= region1 && !EndsShort(length - 1)),
            (byte)'l' => length - 1 >= region2 && length > 1 && word[length - 2] == 'l',
            _ => false,
        };
        Cut(isRemoved ? 1 : 0);
    }

    /// <summary>Replaces an ending that stands in the first region. An ending that stands elsewhere is still the longest that fits.</summary>
    private bool Try(ReadOnlySpan<byte> suffix, ReadOnlySpan<byte> replacement)
    {
        if (!Ends(suffix))
        {
            return false;
        }

        int start = length - suffix.Length;
        if (start >= region1)
        {
            replacement.CopyTo(word[start..]);
            length = start + replacement.Length;
        }

        return true;
    }
}
