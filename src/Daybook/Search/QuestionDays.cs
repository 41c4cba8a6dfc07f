using System.Globalization;

namespace Daybook.Search;

/// <summary>Days and months that a question names in words: <c>march 2026</c>, <c>14 March 2026</c>, <c>Mar 14th, 2026</c>.</summary>
internal static class QuestionDays
{
    private const int MonthLettersMin = 3;

    private static readonly string[] Months =
    [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ];

    /// <summary>Adds the month, and the day where there is one, in the form in which records hold them.</summary>
    public static void Add(ReadOnlySpan<char> text, ClauseList clauses)
    {
        string before = "";
        string month = "";
        string between = "";
        while (NextWord(ref text) is { Length: > 0 } word)
        {
            if (MonthOf(month) is var number and > 0)
            {
                int day = DayOf(between.Length > 0 ? between : before);
                if (YearOf(word) is var year and > 0)
                {
                    Add(year, number, day, clauses);
                }
                else if (between.Length == 0 && DayOf(word) > 0)
                {
                    between = word;
                    continue;
                }
            }

            before = month;
            month = word;
            between = "";
        }
    }

    private static void Add(int year, int month, int day, ClauseList clauses)
    {
        string term = string.Create(CultureInfo.InvariantCulture, $"{year:0000}{month:00}");
        if (day > 0)
        {
            clauses.AddWord(string.Create(CultureInfo.InvariantCulture, $"{term}{day:00}"), isPrefix: false);
        }

        clauses.AddWord(term, isPrefix: false);
    }

    private static string NextWord(ref ReadOnlySpan<char> text)
    {
        int start = 0;
        while (start < text.Length && !char.IsAsciiLetterOrDigit(text[start]))
        {
            start++;
        }

        int end = start;
        while (end < text.Length && char.IsAsciiLetterOrDigit(text[end]))
        {
            end++;
        }

        string word = text[start..end].ToString();
        text = text[end..];
        return word;
    }

    private static int MonthOf(string word)
    {
        string letters = word.Equals("sept", StringComparison.OrdinalIgnoreCase) ? "sep" : word;
        return Array.FindIndex(Months, month => letters.Equals(month, StringComparison.OrdinalIgnoreCase)
            || (letters.Length == MonthLettersMin && month.StartsWith(letters, StringComparison.OrdinalIgnoreCase))) + 1;
    }

    private static int YearOf(string word) => word.Length == 4
        && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int year) && year is > 1900 and < 2200 ? year : 0;

    private static int DayOf(string word)
    {
        string digits = word.Length > 2 ? word.TrimEnd("stndrhSTNDRH".ToCharArray()) : word;
        return digits.Length is 1 or 2 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int day) && day is > 0 and < 32
            ? day
            : 0;
    }
}
