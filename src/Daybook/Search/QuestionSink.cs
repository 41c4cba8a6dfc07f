using System.Text;

namespace Daybook.Search;

/// <summary>
/// Makes clauses of the words of a question. Words that are written as one name or path are looked for next to each other, in one piece, and
/// each alone.
/// </summary>
internal readonly struct QuestionSink(string text, ClauseList clauses) : ITermSink
{
    // From this many hexadecimal characters on, digits and letters, a word can be the beginning of a hash or a UUID.
    private const int HexPrefixMin = 4;
    private const int DigitPrefixMin = 7;

    // A ULID begins with a digit and needs more, since it has more letters to choose from.
    private const int UlidPrefixMin = 6;

    // Records abbreviate hashes and ids to 7 to 12 characters.
    private const int AbbreviatedMin = 7;
    private const int AbbreviatedMax = 12;

    private readonly List<string> words = [];
    private readonly List<string> others = [];
    private readonly List<string> beginnings = [];

    public void Add(ReadOnlySpan<byte> term, TermReading reading, int start, int end)
    {
        switch (reading)
        {
            case TermReading.StopWord:
                clauses.AddStopWord(term);
                break;
            case TermReading.Word when end < text.Length && text[end] == '*':
                beginnings.Add(QuestionPrefix.FormOf(term, text.AsSpan(start, end - start)));
                words.Add(beginnings[^1]);
                break;
            case TermReading.Word:
                words.Add(Encoding.UTF8.GetString(term));
                break;
            case TermReading.Joined or TermReading.Piece:
                others.Add(Encoding.UTF8.GetString(term));
                break;
        }
    }

    public void EndChunk()
    {
        bool isOpen = beginnings.Count > 0;
        if (words.Count > 1)
        {
            clauses.AddSequence(words, isOpen);
        }

        bool isAlone = words.Count + others.Count == 1;
        foreach (string word in others.Concat(words))
        {
            if (!beginnings.Contains(word) && (isAlone || word.Length > 1))
            {
                AddWord(word);
            }
        }

        foreach (string beginning in beginnings)
        {
            QuestionPrefix.Add(beginning, clauses);
        }

        words.Clear();
        others.Clear();
        beginnings.Clear();
    }

    private void AddWord(string word)
    {
        clauses.AddWord(word, IsBeginning(word));
        if (word.Length > AbbreviatedMax && word.All(char.IsAsciiHexDigit))
        {
            for (int length = AbbreviatedMin; length <= AbbreviatedMax; length++)
            {
                clauses.AddWord(word[..length], isPrefix: false);
            }
        }
    }

    /// <summary>Whether it may be the beginning of a hash or an id, or is one letter of a script whose terms are pairs of letters.</summary>
    private static bool IsBeginning(string word)
    {
        if (word[0] >= Ideographs.First)
        {
            return Rune.GetRuneAt(word, 0).Utf16SequenceLength == word.Length;
        }

        bool hasDigits = word.Any(char.IsAsciiDigit);
        bool hasLetters = word.Any(char.IsAsciiLetter);
        return word.All(char.IsAsciiLetterOrDigit) && hasDigits && (hasLetters
            ? (word.Length >= HexPrefixMin && word.All(char.IsAsciiHexDigit)) || (word.Length >= UlidPrefixMin && char.IsAsciiDigit(word[0]))
            : word.Length >= DigitPrefixMin);
    }
}
