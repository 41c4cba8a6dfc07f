using System.Globalization;

namespace Daybook.Search;

/// <summary>What is recognised by its shape: days and months, times, versions, UUIDs, and writing without blanks.</summary>
internal ref partial struct TermScanner<TSink>
{
    // 8-4-4-4-12.
    private const int UuidLength = 36;
    private const int VersionPartsMax = 8;

    /// <summary><c>2026-03-14</c> and <c>2026/03/14</c> become <c>20260314</c>, its month and its year; <c>2026-03</c> a month and its year.</summary>
    private bool ScanDate()
    {
        int start = at;
        if (!IsNumber(start, 4) || text[start] is not ('1' or '2') || start + 7 > text.Length || text[start + 4] is not ('-' or '/')
            || !IsBetween(start + 5, 1, 12) || (start > 0 && char.IsAsciiLetterOrDigit(text[start - 1])))
        {
            return false;
        }

        bool hasDay = start + 10 <= text.Length && text[start + 7] == text[start + 4] && IsBetween(start + 8, 1, 31);
        int end = start + (hasDay ? 10 : 7);
        bool hasTime = hasDay && end < text.Length && text[end] == 'T' && IsTime(end + 1);
        if (!hasTime && RuneWidth(end) > 0)
        {
            return false;
        }

        CopyAscii(start, 4, 0);
        CopyAscii(start + 5, 2, 4);
        if (hasDay)
        {
            CopyAscii(start + 8, 2, 6);
            sink.Add(term[..8], TermReading.Word, start, end);
        }

        sink.Add(term[..6], hasDay ? TermReading.Wider : TermReading.Word, start, end);
        sink.Add(term[..4], TermReading.Wider, start, end);
        at = end;
        if (hasTime)
        {
            at++;
            ScanTime();
        }

        return true;
    }

    /// <summary>A time of day is known by its hour and minute; seconds, fractions and the zone are stepped over.</summary>
    private void ScanTime()
    {
        if (!IsTime(at))
        {
            return;
        }

        int start = at;
        at += 5;
        if (at + 2 < text.Length && text[at] == ':' && IsNumber(at + 1, 2))
        {
            at += 3;
            at += at + 1 < text.Length && text[at] == '.' && char.IsAsciiDigit(text[at + 1]) ? 1 + DigitsAt(at + 1) : 0;
        }

        at += at < text.Length && text[at] == 'Z' ? 1 : 0;
        CopyAscii(start, 5, 0);
        sink.Add(term[..5], TermReading.Word, start, at);
    }

    /// <summary><c>v1.2.3</c> is <c>1.2.3</c>, and is found as <c>1.2</c> too. Decimal numbers and addresses of machines go the same way.</summary>
    private bool ScanVersion()
    {
        int start = at + (text[at] is 'v' or 'V' ? 1 : 0);
        int end = start;
        int parts = 0;
        Span<int> ends = stackalloc int[VersionPartsMax];
        while (parts < ends.Length && DigitsAt(end) is var digits and > 0)
        {
            end += digits;
            ends[parts++] = end - start;
            if (end + 1 >= text.Length || text[end] != '.' || !char.IsAsciiDigit(text[end + 1]))
            {
                break;
            }

            end++;
        }

        if (parts < 2 || ends[parts - 1] > term.Length)
        {
            return false;
        }

        end = start + ends[parts - 1];
        CopyAscii(start, end - start, 0);
        sink.Add(term[..ends[parts - 1]], TermReading.Word, start, end);
        for (int part = parts - 2; part >= 1; part--)
        {
            sink.Add(term[..ends[part]], TermReading.Wider, start, end);
        }

        at = end;
        return true;
    }

    /// <summary>A UUID is one term, without its dashes.</summary>
    private bool ScanIdentity()
    {
        if (at + UuidLength > text.Length || text[at + 8] != '-' || text[at + 13] != '-' || text[at + 18] != '-' || text[at + 23] != '-'
            || RuneWidth(at + UuidLength) > 0)
        {
            return false;
        }

        int length = 0;
        foreach (char letter in text.Slice(at, UuidLength))
        {
            if (char.IsAsciiHexDigit(letter))
            {
                term[length++] = (byte)char.ToLowerInvariant(letter);
            }
        }

        if (length != UuidLength - 4)
        {
            return false;
        }

        sink.Add(term[..length], TermReading.Word, at, at + UuidLength);
        at += UuidLength;
        return true;
    }

    /// <summary>Each two neighbours are a term; so that one letter can be looked for, the last is found alone too.</summary>
    private bool ScanIdeographs()
    {
        if (!IsIdeograph(at))
        {
            return false;
        }

        Span<byte> form = stackalloc byte[2 * LetterFolding.BytesMax];
        bool isFirst = true;
        for (bool hasNext = true; hasNext; isFirst = false)
        {
            int next = at + RuneWidth(at);
            hasNext = IsIdeograph(next);
            int length = LetterFolding.Fold(RuneAt(at), form);
            length += hasNext ? LetterFolding.Fold(RuneAt(next), form[length..]) : 0;
            TermReading reading = hasNext || isFirst ? TermReading.Word : TermReading.Wider;
            sink.Add(form[..length], reading, at, hasNext ? next + RuneWidth(next) : next);
            at = next;
        }

        return true;
    }

    private readonly bool IsIdeograph(int index) =>
        index < text.Length && text[index] >= Ideographs.First && RuneWidth(index) > 0 && Ideographs.Contains(RuneAt(index));

    private readonly bool IsTime(int index) => index + 5 <= text.Length && text[index + 2] == ':' && IsBetween(index, 0, 23) && IsBetween(index + 3, 0, 59)
        && (index + 5 == text.Length || !char.IsAsciiDigit(text[index + 5]));

    private readonly bool IsNumber(int index, int digits) =>
        index + digits <= text.Length && text.Slice(index, digits).IndexOfAnyExceptInRange('0', '9') < 0;

    private readonly bool IsBetween(int index, int low, int high) => IsNumber(index, 2)
        && int.Parse(text.Slice(index, 2), NumberStyles.None, CultureInfo.InvariantCulture) is var number && number >= low && number <= high;

    private readonly int DigitsAt(int index)
    {
        int end = index;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return end - index;
    }

    private readonly void CopyAscii(int start, int length, int target)
    {
        for (int index = 0; index < length; index++)
        {
            term[target + index] = (byte)text[start + index];
        }
    }
}
