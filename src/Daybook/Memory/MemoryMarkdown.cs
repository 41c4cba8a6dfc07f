using System.Globalization;
using System.Text;

namespace Daybook.Memory;

/// <summary>
/// Records as a Markdown list, for a pull request or an incident. Stored text may come from anyone: it stays inside its bullet, on one line,
/// and is neither markup nor HTML nor a mention.
/// </summary>
public static class MemoryMarkdown
{
    private const string MinuteFormat = "yyyy-MM-dd HH:mm";
    private const int SummaryLengthMax = 500;

    /// <summary>
    /// One bullet a record, each ending in a newline: <c>- **type** (YYYY-MM-DD HH:mm) — summary [link](url)</c>; empty text for no record.
    /// The time is UTC. Without a summary the title stands in its place; a summary is cut after 500 characters. The link is the first one
    /// that leads to a web address.
    /// </summary>
    public static string Bullets(IEnumerable<MemoryRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var text = new StringBuilder();
        foreach (MemoryRecord record in records)
        {
            text.Append(Bullet(record)).Append('\n');
        }

        return text.ToString();
    }

    private static string Bullet(MemoryRecord record)
    {
        string type = MarkdownText.Escape(Cut(FirstOf(record.Type) ?? "unknown"));
        string time = record.EffectiveTime is { } at ? at.UtcDateTime.ToString(MinuteFormat, CultureInfo.InvariantCulture) : "no time";
        string summary = MarkdownText.Escape(Cut(FirstOf(record.Summary) ?? FirstOf(record.Title) ?? "no summary"));
        string? address = record.Links.Select(link => MarkdownText.Address(link.Url)).FirstOrDefault(found => found is not null);
        return $"- **{type}** ({time}) — {summary}{(address is null ? "" : $" [link]({address})")}";
    }

    private static string? FirstOf(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string Cut(string text)
    {
        if (text.Length <= SummaryLengthMax)
        {
            return text;
        }

        int end = char.IsHighSurrogate(text[SummaryLengthMax - 1]) ? SummaryLengthMax - 1 : SummaryLengthMax;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
