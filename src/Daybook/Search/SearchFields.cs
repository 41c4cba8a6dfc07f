using System.Buffers;
using System.Globalization;

namespace Daybook.Search;

/// <summary>
/// What the fields of a record hold and how much they count. The score of a text is BM25 as SQLite's FTS5 computes it: a term that stands in
/// a field counts as often as the field weighs; the length of a record is the number of its terms in all fields.
/// </summary>
public static class SearchFields
{
    /// <summary>BM25: how soon another occurrence of a term adds little.</summary>
    public const double K1 = 1.2;

    /// <summary>BM25: how much a long record has to say more often what a short one says once; from 0, not at all, to 1.</summary>
    public const double B = 0.75;

    /// <summary>All fields, in the order of <see cref="SearchField"/>.</summary>
    public static IReadOnlyList<SearchField> All { get; } =
        [SearchField.Title, SearchField.Summary, SearchField.Body, SearchField.Path, SearchField.Tags];

    /// <summary>The weights, in the order of <see cref="SearchField"/>.</summary>
    public static IReadOnlyList<double> Weights { get; } = [3.0, 2.0, 1.0, 1.5, 1.5];

    /// <summary>Appends the terms of a field, as <see cref="SearchTerms.Write"/> does for a text. Index and scan know a record by these alone.</summary>
    public static void Write(SearchDocument document, SearchField field, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(document);
        switch (field)
        {
            case SearchField.Title:
                SearchTerms.Write(document.Title, output);
                break;
            case SearchField.Summary:
                SearchTerms.Write(document.Summary, output);
                break;
            case SearchField.Body:
                SearchTerms.Write(document.Body, output);
                break;
            case SearchField.Path:
                Write(document.Paths, output);
                break;
            case SearchField.Tags:
                Write(document.Tags, output);
                SearchTerms.Write(document.Type, output);
                SearchTerms.Write(document.Repo, output);
                SearchTerms.Write(document.Severity, output);
                SearchTerms.Write(document.SessionId, output);
                SearchTerms.Write(document.Id, output);
                WriteDay(document.Timestamp, output);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(field), field, "there is no such field");
        }
    }

    private static void Write(IReadOnlyList<string> texts, IBufferWriter<byte> output)
    {
        foreach (string text in texts)
        {
            SearchTerms.Write(text, output);
        }
    }

    private static void WriteDay(DateTimeOffset? time, IBufferWriter<byte> output)
    {
        if (time is { } known)
        {
            Span<char> day = stackalloc char[10];
            _ = known.UtcDateTime.TryFormat(day, out int length, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            SearchTerms.Write(day[..length], output);
        }
    }
}
