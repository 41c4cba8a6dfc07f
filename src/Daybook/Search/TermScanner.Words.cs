using System.Text;

namespace Daybook.Search;

/// <summary>How a run of letters and digits becomes terms.</summary>
internal ref partial struct TermScanner<TSink>
{
    // A run with more capitals than this is no name that somebody made of words: base64, a key.
    private const int WordsMax = 8;

    // Shorter pieces are letters of a code, not words.
    private const int PieceLengthMin = 3;

    // What consists of this many hexadecimal digits or more, some of them digits, is a hash and has no pieces.
    private const int HashLengthMin = 7;

    // So many letters and a dash may begin a UUID.
    private const int UuidGroup = 8;

    /// <summary>Most runs are ASCII letters with at most the first one a capital. Whatever else follows on the letters is left to the others.</summary>
    private bool ScanPlainWord()
    {
        int end = at;
        int length = 0;
        while (end < text.Length && length < term.Length)
        {
            char letter = text[end];
            if (char.IsAsciiLetterLower(letter) || (end == at && char.IsAsciiLetterUpper(letter)))
            {
                term[length++] = (byte)(letter | 0x20);
                end++;
                continue;
            }

            if (char.IsAsciiLetterOrDigit(letter) || letter is >= (char)128 or '\'' || (letter == '-' && length == UuidGroup))
            {
                return false;
            }

            break;
        }

        if (length == 0 || length == term.Length)
        {
            return false;
        }

        Join(term[..length]);
        AddLetters(term[..length], at, end, isName: false);
        at = end;
        return true;
    }

    private void SplitRun(int start, int end)
    {
        Span<int> starts = stackalloc int[WordsMax + 1];
        int words = FindWords(start, end, starts);
        if (words is 1 or > WordsMax)
        {
            AddWord(start, end, isAfterSingleLetter: false);
            return;
        }

        int first = 0;
        if (starts[1] == start + 1)
        {
            // The o of OAuth and the i of iPhone are no words.
            AddWord(start, words > 2 ? starts[2] : end, isAfterSingleLetter: true);
            first = 2;
        }

        for (int word = first; word < words; word++)
        {
            AddWord(starts[word], word + 1 < words ? starts[word + 1] : end, isAfterSingleLetter: false);
        }
    }

    /// <summary>Where the words of a run begin: <c>HTTPServer2</c> has two. A run in capitals alone is one word.</summary>
    private readonly int FindWords(int start, int end, Span<int> starts)
    {
        starts[0] = start;
        int words = 1;
        bool hasSmall = false;
        for (int index = start; index < end; index++)
        {
            hasSmall |= char.IsLower(text[index]);
        }

        for (int index = start + 1; hasSmall && index < end && words <= WordsMax; index++)
        {
            if (char.IsUpper(text[index]) && (!char.IsUpper(text[index - 1]) || BeginsWordAfterCapitals(index, end)))
            {
                starts[words++] = index;
            }
        }

        return words;
    }

    /// <summary>The S of <c>HTTPServer</c>, and not the I of <c>APIs</c>.</summary>
    private readonly bool BeginsWordAfterCapitals(int index, int end) =>
        index + 1 < end && char.IsLower(text[index + 1]) && !(text[index + 1] == 's' && (index + 2 == end || char.IsUpper(text[index + 2])));

    private void AddWord(int start, int end, bool isAfterSingleLetter)
    {
        int length = Fold(start, end);
        if (length == 0)
        {
            return;
        }

        Join(term[..length]);
        Span<byte> word = term[..length];
        int digits = word.IndexOfAnyInRange((byte)'0', (byte)'9');
        if (digits >= 0)
        {
            AddCode(word, start, end);
        }
        else if (!IsLetters(word))
        {
            sink.Add(word, TermReading.Word, start, end);
        }
        else
        {
            AddLetters(word, start, end, IsInCapitals(start, end));
        }

        if (isAfterSingleLetter)
        {
            AddPiece(Fold(start + 1, end), start + 1, end);
        }
    }

    private void AddLetters(Span<byte> word, int start, int end, bool isName)
    {
        if (!isName && StopWords.Contains(word))
        {
            sink.Add(word, TermReading.StopWord, start, end);
        }
        else
        {
            sink.Add(word[..EnglishStemmer.Stem(word)], TermReading.Word, start, end);
        }
    }

    /// <summary>Letters with digits are one term; of <c>python3</c> and <c>CS8602</c> the two halves are found too.</summary>
    private void AddCode(Span<byte> word, int start, int end)
    {
        if (word.Length > PieceLengthMin && word[^1] == 's' && word[..^1].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0)
        {
            // Several of a code: 502s are 502.
            sink.Add(word[..^1], TermReading.Word, start, end);
            return;
        }

        sink.Add(word, TermReading.Word, start, end);
        bool beginsWithDigit = char.IsAsciiDigit((char)word[0]);
        int border = beginsWithDigit ? word.IndexOfAnyExceptInRange((byte)'0', (byte)'9') : word.IndexOfAnyInRange((byte)'0', (byte)'9');
        if (border < 0 || IsHash(word))
        {
            return;
        }

        Span<byte> digits = beginsWithDigit ? word[..border] : word[border..];
        Span<byte> letters = beginsWithDigit ? word[border..] : word[..border];
        if (!IsLetters(letters) || digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0)
        {
            return;
        }

        if (digits.Length >= PieceLengthMin)
        {
            sink.Add(digits, TermReading.Number, start, end);
        }

        if (letters.Length >= PieceLengthMin)
        {
            sink.Add(letters[..EnglishStemmer.Stem(letters)], TermReading.Piece, start, end);
        }
    }

    private void AddPiece(int length, int start, int end)
    {
        Span<byte> word = term[..length];
        if (length >= PieceLengthMin && IsLetters(word))
        {
            sink.Add(word[..EnglishStemmer.Stem(word)], TermReading.Piece, start, end);
        }
    }

    private void Join(ReadOnlySpan<byte> word)
    {
        joinedRuns++;
        if (joinedLength + word.Length <= joined.Length)
        {
            word.CopyTo(joined[joinedLength..]);
            joinedLength += word.Length;
        }
        else
        {
            LeaveJoinedOut();
        }
    }

    /// <summary>Writes the form of a word into <see cref="term"/>, as much of it as a term holds.</summary>
    private readonly int Fold(int start, int end)
    {
        int length = 0;
        for (int index = start; index < end && length < term.Length; index++)
        {
            char letter = text[index];
            if (letter < 128)
            {
                if (letter != '\'')
                {
                    term[length++] = (byte)(char.IsAsciiLetterUpper(letter) ? letter | 0x20 : letter);
                }
            }
            else if (letter != '\u2019')
            {
                if (length + LetterFolding.BytesMax > term.Length)
                {
                    break;
                }

                Rune rune = RuneAt(index);
                length += LetterFolding.Fold(rune, term[length..]);
                index += rune.Utf16SequenceLength - 1;
            }
        }

        return length;
    }

    // CAN, IT and US are names where they stand in capitals.
    private readonly bool IsInCapitals(int start, int end) => end - start > 1 && text[start..end].IndexOfAnyExceptInRange('A', 'Z') < 0;

    private static bool IsHash(ReadOnlySpan<byte> word)
    {
        int hex = 0;
        while (hex < word.Length && char.IsAsciiHexDigit((char)word[hex]))
        {
            hex++;
        }

        return hex == word.Length && hex >= HashLengthMin;
    }
}
