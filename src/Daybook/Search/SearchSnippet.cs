using System.Globalization;
using System.Text;

namespace Daybook.Search;

/// <summary>What a hit shows of a record's text: one line, without control characters, cut at blanks where there are any.</summary>
public static class SearchSnippet
{
    /// <summary>About how many characters a snippet has; a word that begins before goes on to its end.</summary>
    public const int CharactersMax = 160;

    /// <summary>The most characters of a title.</summary>
    public const int TitleCharactersMax = 200;

    // Only so much of a text is looked at: a snippet from the first of many pages will do.
    private const int LookedAtMax = 65_536;

    // A snippet begins this much before the first word that was asked for.
    private const int LeadMax = 40;

    private const char Ellipsis = '…';

    /// <summary>A line that names the record: its title, or else the first line of what it says.</summary>
    public static string TitleOf(SearchDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        foreach (string text in new[] { document.Title, document.Summary, document.Body })
        {
            foreach (ReadOnlySpan<char> line in text.AsSpan(0, Math.Min(text.Length, LookedAtMax)).EnumerateLines())
            {
                if (OneLine(line, TitleCharactersMax) is { Length: > 0 } title)
                {
                    return title;
                }
            }
        }

        return document.Id;
    }

    /// <summary>The part of summary or body that has most of the different words that were asked for; the beginning where it has none.</summary>
    public static string Of(SearchDocument document, IReadOnlyList<SearchClause> clauses)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(clauses);
        string best = "";
        int start = 0;
        int most = 0;
        foreach (string text in new[] { document.Summary, document.Body })
        {
            (int at, int words) = BestStart(text.AsSpan(0, Math.Min(text.Length, LookedAtMax)), clauses);
            if (best.Length == 0 || words > most)
            {
                (best, start, most) = (text, at, words);
            }
        }

        return Cut(best.Length > 0 ? best : document.Title, start);
    }

    /// <summary>Where the window begins that has most words, the first of several, and how many different ones those are.</summary>
    private static (int Start, int Words) BestStart(ReadOnlySpan<char> text, IReadOnlyList<SearchClause> clauses)
    {
        var sink = new SnippetSink(clauses);
        TermScanner<SnippetSink>.Scan(text, ref sink);
        IReadOnlyList<(int Start, int End, string Term)> places = sink.Places;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        (int Start, int Words) best = (0, 0);
        for (int first = 0; first < places.Count; first++)
        {
            seen.Clear();
            for (int last = first; last < places.Count && places[last].End - places[first].Start <= CharactersMax - LeadMax; last++)
            {
                seen.Add(places[last].Term);
            }

            if (seen.Count > best.Words)
            {
                best = (places[first].Start, seen.Count);
            }
        }

        return best;
    }

    private static string Cut(string text, int place)
    {
        int start = Math.Max(0, place - LeadMax);
        if (start > 0 && text.AsSpan(start, place - start).IndexOfAny(' ', '\n', '\t') is var blank and >= 0)
        {
            start += blank + 1;
        }

        if (start > 0 && char.IsLowSurrogate(text[start]))
        {
            start--;
        }

        string line = OneLine(text.AsSpan(start), CharactersMax);
        return start > 0 && line.Length > 0 ? Ellipsis + line : line;
    }

    /// <summary>The beginning of a text on one line; blanks and control characters in a row become one blank.</summary>
    private static string OneLine(ReadOnlySpan<char> text, int charactersMax)
    {
        var line = new StringBuilder();
        bool isCut = false;
        foreach (Rune rune in text[..Math.Min(text.Length, LookedAtMax)].EnumerateRunes())
        {
            if (IsBlank(rune))
            {
                if (line.Length >= charactersMax)
                {
                    isCut = true;
                    break;
                }

                _ = line.Length > 0 && line[^1] != ' ' ? line.Append(' ') : line;
            }
            else if (line.Length >= charactersMax + LeadMax)
            {
                isCut = true;
                break;
            }
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format)
            {
                line.Append(rune.ToString());
            }
        }

        string whole = line.ToString().TrimEnd();
        return isCut ? CutAtBlank(whole, charactersMax) + Ellipsis : whole;
    }

    private static string CutAtBlank(string line, int charactersMax)
    {
        int blank = line.Length > charactersMax ? line.LastIndexOf(' ', charactersMax) : line.Length;
        return blank > charactersMax / 2 ? line[..blank] : line;
    }

    private static bool IsBlank(Rune rune) => Rune.IsWhiteSpace(rune) || Rune.IsControl(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
