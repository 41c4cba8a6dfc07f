using System.Buffers;
using System.Text;

namespace Daybook.Search;

/// <summary>
/// Reads a text once, from left to right, and gives its terms to a sink. A chunk is what stands between blanks: names joined by dots, slashes and
/// colons. A name is made of runs of letters and digits, joined by <c>_</c> and <c>-</c>. A run is split where its capitals say so.
/// </summary>
internal ref partial struct TermScanner<TSink>
    where TSink : struct, ITermSink
{
    // Signs that join names into one chunk; more than three in a row are an ornament.
    private const string Joiners = "./\\:@#_-";
    private const int JoinersMax = 3;

    private readonly ReadOnlySpan<char> text;
    private readonly ref TSink sink;
    private readonly Span<byte> term;
    private readonly Span<byte> joined;
    private int at;
    private int joinedLength;
    private int joinedRuns;

    private TermScanner(ReadOnlySpan<char> text, ref TSink sink, Span<byte> term, Span<byte> joined)
    {
        this.text = text;
        this.sink = ref sink;
        this.term = term;
        this.joined = joined;
    }

    /// <summary>Reads a text to its end.</summary>
    public static void Scan(ReadOnlySpan<char> text, ref TSink sink)
    {
        var scanner = new TermScanner<TSink>(text, ref sink, stackalloc byte[TermScanner.BytesMax], stackalloc byte[TermScanner.BytesMax]);
        scanner.Scan();
    }

    private void Scan()
    {
        while (at < text.Length)
        {
            if (RuneWidth(at) == 0)
            {
                at++;
                continue;
            }

            ScanTime();
            do
            {
                ScanName();
            }
            while (SkipJoiners(JoinersMax, Joiners));
            sink.EndChunk();
        }
    }

    private void ScanName()
    {
        int start = at;
        joinedLength = 0;
        joinedRuns = 0;
        do
        {
            while (RuneWidth(at) > 0)
            {
                ScanRun();
            }
        }
        while (SkipJoiners(2, "_-"));
        if (joinedRuns > 1 && joinedLength <= joined.Length)
        {
            Span<byte> name = joined[..joinedLength];
            int length = IsLetters(name) ? EnglishStemmer.Stem(name) : name.Length;
            sink.Add(name[..length], TermReading.Joined, start, at);
        }
    }

    private void ScanRun()
    {
        if (ScanPlainWord())
        {
            return;
        }

        if (ScanIdeographs() || ScanIdentity() || ScanDate() || ScanVersion())
        {
            LeaveJoinedOut();
            return;
        }

        int start = at;
        int end = EndOfRun();
        at = end;
        SplitRun(start, end);
        SkipShortening();
    }

    /// <summary>Letters, digits, and apostrophes between letters that do not begin a shortened word (<c>'s</c>, <c>'ll</c>).</summary>
    private readonly int EndOfRun()
    {
        int end = at;
        while (end < text.Length)
        {
            int width = RuneWidth(end);
            if (width > 0 && !IsIdeograph(end))
            {
                end += width;
            }
            else if (width == 0 && end > at && IsApostrophe(end) && RuneWidth(end + 1) > 0 && ShorteningAt(end) == 0)
            {
                end++;
            }
            else
            {
                break;
            }
        }

        return end;
    }

    private void SkipShortening() => at += IsApostrophe(at) ? ShorteningAt(at) : 0;

    /// <summary>The length of <c>'s</c> and its like, with the apostrophe; 0 where there is none.</summary>
    private readonly int ShorteningAt(int apostrophe)
    {
        int end = apostrophe + 1;
        while (end < text.Length && end < apostrophe + 4 && char.IsAsciiLetter(text[end]))
        {
            end++;
        }

        bool isShortening = text[(apostrophe + 1)..end] is "s" or "S" or "m" or "d" or "re" or "ll" or "ve";
        return isShortening && RuneWidth(end) == 0 ? end - apostrophe : 0;
    }

    private readonly bool IsApostrophe(int index) => index < text.Length && text[index] is '\'' or '\u2019';

    /// <summary>Steps over joiners if a word follows on them.</summary>
    private bool SkipJoiners(int countMax, string signs)
    {
        int end = at;
        while (end < text.Length && end - at < countMax && signs.Contains(text[end], StringComparison.Ordinal))
        {
            end++;
        }

        if (end == at || RuneWidth(end) == 0)
        {
            return false;
        }

        at = end;
        return true;
    }

    private void LeaveJoinedOut() => joinedLength = joined.Length + 1;

    /// <summary>How many characters the letter or digit takes that stands there; 0 where there is none.</summary>
    private readonly int RuneWidth(int index)
    {
        if ((uint)index >= (uint)text.Length)
        {
            return 0;
        }

        char first = text[index];
        if (first < 128)
        {
            return char.IsAsciiLetterOrDigit(first) ? 1 : 0;
        }

        return Rune.DecodeFromUtf16(text[index..], out Rune rune, out int width) == OperationStatus.Done && LetterFolding.IsWordRune(rune) ? width : 0;
    }

    private readonly Rune RuneAt(int index)
    {
        _ = Rune.DecodeFromUtf16(text[index..], out Rune rune, out _);
        return rune;
    }

    private static bool IsLetters(ReadOnlySpan<byte> term) => term.IndexOfAnyExceptInRange((byte)'a', (byte)'z') < 0;
}

/// <summary>What holds for every sink.</summary>
internal static class TermScanner
{
    /// <summary>The most bytes of a term; what follows of a longer word is not looked at.</summary>
    public const int BytesMax = 64;
}
