using System.Collections.Frozen;

namespace Daybook.Memory;

/// <summary>Maps the severity words of other systems (Sentry, syslog, log frameworks, issue trackers) onto <see cref="Severity"/>.</summary>
public static class SeverityScale
{
    private static readonly FrozenDictionary<string, Severity> Words = WordsOf(
        (Severity.Critical, "critical crit fatal emergency emerg alert panic blocker severe sev0 sev1 p0"),
        (Severity.High, "high major error err failure sev2 p1"),
        (Severity.Medium, "medium moderate mid warning warn sev3 p2"),
        (Severity.Low, "low minor trivial info information informational notice debug trace verbose none sev4 p3 p4"));

    /// <summary>The step of a word, ignoring case and blanks around it.</summary>
    public static Severity Parse(string? word)
    {
        return word is not null && Words.TryGetValue(word.Trim(), out Severity severity) ? severity : Severity.Unknown;
    }

    private static FrozenDictionary<string, Severity> WordsOf(params ReadOnlySpan<(Severity Severity, string Words)> steps)
    {
        var words = new Dictionary<string, Severity>(StringComparer.OrdinalIgnoreCase);
        foreach ((Severity severity, string line) in steps)
        {
            foreach (string word in line.Split(' '))
            {
                words.Add(word, severity);
            }
        }

        return words.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
