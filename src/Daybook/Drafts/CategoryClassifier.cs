namespace Daybook.Drafts;

/// <summary>
/// Tells from a description what a bot is for, by the founding table of keywords. Words count whole: "start" is not art. Of several
/// categories the first in the table's order wins, but <c>write</c>, which goes with any kind of text, gives way to every other keyword:
/// "write code" is coding.
/// </summary>
public static class CategoryClassifier
{
    /// <summary>How many characters of a description name a category of its own.</summary>
    public const int CustomCharactersMax = 50;

    private const string WeakKeyword = "write";
    private const string WeakCategory = "creative";

    private static readonly (string Category, string[] Keywords)[] Table =
    [
        ("simple_utility", ["email", "reminder", "timer", "calculator", "converter"]),
        ("complex_analyst", ["analyze", "data", "report", "metrics", "dashboard"]),
        ("creative", ["story", "poem", "creative", "art", "music"]),
        ("coding", ["code", "debug", "program", "develop", "software"]),
        ("research", ["research", "study", "academic", "paper", "literature"]),
        ("customer_service", ["support", "customer", "help desk", "ticket"]),
    ];

    /// <summary>The category of a description.</summary>
    /// <returns>One of the named ones, or the beginning of the description; <c>custom</c> for one that is blank.</returns>
    public static string Classify(string description)
    {
        ArgumentNullException.ThrowIfNull(description);
        string words = " " + string.Join(' ', WordsOf(description)) + " ";
        foreach ((string category, string[] keywords) in Table)
        {
            if (keywords.Any(keyword => Has(words, keyword)))
            {
                return category;
            }
        }

        return Has(words, WeakKeyword) ? WeakCategory : Custom(description);
    }

    private static bool Has(string words, string keyword) => words.Contains($" {keyword} ", StringComparison.Ordinal);

    private static IEnumerable<string> WordsOf(string text)
    {
        int start = 0;
        for (int index = 0; index <= text.Length; index++)
        {
            if (index < text.Length && char.IsLetterOrDigit(text[index]))
            {
                continue;
            }

            if (index > start)
            {
                yield return text[start..index].ToLowerInvariant();
            }

            start = index + 1;
        }
    }

    private static string Custom(string description)
    {
        string text = description.Trim();
        if (text.Length == 0)
        {
            return "custom";
        }

        int end = Math.Min(text.Length, CustomCharactersMax);
        return end < text.Length && char.IsHighSurrogate(text[end - 1]) ? text[..(end - 1)] : text[..end];
    }
}
