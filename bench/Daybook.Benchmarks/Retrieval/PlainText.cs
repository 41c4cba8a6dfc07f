using System.Globalization;
using Daybook.Search;

namespace Daybook.Benchmarks.Retrieval;

/// <summary>Everything that a record can be found by, as one text in small letters: the same that Daybook's own fields hold.</summary>
internal static class PlainText
{
    internal static string Of(SearchDocument document) => string.Join(
        '\n',
        [
            document.Title,
            document.Summary,
            document.Body,
            .. document.Paths,
            .. document.Tags,
            document.Type,
            document.Repo,
            document.Severity,
            document.Id,
            document.Timestamp?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ]).ToLowerInvariant();

    /// <summary>Runs of letters and digits, as FTS5's unicode61 has them.</summary>
    internal static IEnumerable<string> WordsOf(string text)
    {
        int start = 0;
        for (int index = 0; index <= text.Length; index++)
        {
            if (index == text.Length || !char.IsLetterOrDigit(text[index]))
            {
                if (index > start)
                {
                    yield return text[start..index].ToLowerInvariant();
                }

                start = index + 1;
            }
        }
    }
}
