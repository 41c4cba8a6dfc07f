using Daybook.Errors;

namespace Daybook.Memory;

/// <summary>
/// Maps the severity words of other systems (Sentry, syslog, log frameworks, issue trackers) onto <see cref="Severity"/>.
/// </summary>
public static class SeverityScale
{
    private static readonly Dictionary<string, Severity> Words = WordsOf(
        (Severity.Critical, "critical crit fatal emergency emerg alert panic blocker severe sev0 sev1 p0"),
        (Severity.High, "high major error err failure sev2 p1"),
        (Severity.Medium, "medium moderate mid warning warn sev3 p2"),
        (Severity.Low, "low minor trivial info information informational notice debug trace verbose none sev4 p3 p4"),
        (Severity.Unknown, "unknown"));

    /// <summary>The step of a word, ignoring case and blanks around it.</summary>
    public static Severity Parse(string? word)
    {
        return word is not null && Words.TryGetValue(word.Trim(), out Severity severity) ? severity : Severity.Unknown;
    }

    /// <summary>
    /// The step of a word that somebody asks for, so that a misspelt one is not taken for <see cref="Severity.Unknown"/>.
    /// </summary>
    /// <exception cref="InvalidInputException">The scale does not know the word.</exception>
    public static Severity ParseKnown(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return Words.TryGetValue(word.Trim(), out Severity severity)
            ? severity
            : throw new InvalidInputException($"severity '{word}' is not a known word")
            {
                Hint = "use critical, high, medium, low or unknown",
            };
    }

    private static Dictionary<string, Severity> WordsOf(params ReadOnlySpan<(Severity Severity, string Words)> steps)
    {
        var words = new Dictionary<string, Severity>(StringComparer.OrdinalIgnoreCase);
        foreach ((Severity severity, string line) in steps)
        {
            foreach (string word in line.Split(' '))
            {
                words.Add(word, severity);
            }
        }

        return words;
    }
}
