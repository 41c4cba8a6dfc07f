using System.Globalization;
using System.Text.Json;
using Daybook.Cli.Output;
using Daybook.Memory;

namespace Daybook.Cli.Commands.Memory;

/// <summary>Shows records to people.</summary>
internal static class RecordText
{
    private const string MinuteFormat = "yyyy-MM-dd HH:mm'Z'";
    private const string ExactFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";
    private const int LabelWidth = 14;
    private const int PathsShown = 3;

    /// <summary>Two lines: what it is, and where it belongs.</summary>
    public static void WriteBrief(ILineWriter text, MemoryRecord record)
    {
        string time = record.EffectiveTime is { } at ? at.UtcDateTime.ToString(MinuteFormat, CultureInfo.InvariantCulture) : "no time";
        Piece severity = record.Severity is { Length: > 0 } word ? new Piece($"{word}  ", ToneOf(word)) : "";
        text.WriteLine(new Piece(time, Tone.Faint), "  ", record.Type ?? "", "  ", severity, new Piece(Headline(record), Tone.Strong));
        text.WriteLine(new Piece($"  {string.Join("  ", Details(record))}", Tone.Faint));
    }

    /// <summary>Everything, one field after the other.</summary>
    public static void WriteAll(ILineWriter text, MemoryRecord record)
    {
        Write(text, "id", record.Id);
        Write(text, "type", record.Type);
        Write(text, "title", record.Title);
        Write(text, "severity", record.Severity);
        Write(text, "timestamp", Exact(record.Timestamp));
        Write(text, "recorded_at", Exact(record.RecordedAt));
        Write(text, "repo", record.Repo);
        Write(text, "sha", record.Sha);
        Write(text, "pr_number", record.PrNumber?.ToString(CultureInfo.InvariantCulture));
        Write(text, "source", record.Source);
        Write(text, "fingerprint", record.Fingerprint);
        Write(text, "summary", record.Summary);
        Write(text, "paths", record.Paths.Count == 0 ? null : string.Join('\n', record.Paths.Select(TerminalText.OneLine)));
        Write(text, "links", record.Links.Count == 0 ? null : string.Join('\n', record.Links.Select(Shown)));
        Write(text, "superseded_by", record.SupersededBy);
        Write(text, "session_id", record.SessionId);
        Write(text, "run_id", record.RunId);
        Write(text, "task_id", record.TaskId);
        Write(text, "operation_id", record.OperationId);
        WriteMembers(text, "metadata.", record.Metadata);
        WriteMembers(text, "", record.Extra);
    }

    private static string Headline(MemoryRecord record) =>
        record.Title ?? record.Summary?.Split('\n', 2)[0] ?? record.Fingerprint ?? "(no title)";

    private static IEnumerable<string> Details(MemoryRecord record)
    {
        yield return record.Id ?? "(no id)";
        if (record.Repo is not null || record.PrNumber is not null)
        {
            yield return record.PrNumber is { } number ? $"{record.Repo}#{number}" : record.Repo ?? "";
        }

        if (record.Sha is { Length: > 0 } sha)
        {
            yield return $"@{sha}";
        }

        foreach (string path in record.Paths.Take(PathsShown))
        {
            yield return path;
        }

        if (record.Paths.Count > PathsShown)
        {
            yield return $"and {record.Paths.Count - PathsShown} more";
        }
    }

    private static Tone ToneOf(string severity) => SeverityScale.Parse(severity) switch
    {
        Severity.Critical or Severity.High => Tone.Bad,
        Severity.Medium => Tone.Warning,
        _ => Tone.Plain,
    };

    private static void Write(ILineWriter text, string label, string? value)
    {
        if (value is null)
        {
            return;
        }

        foreach (string line in TerminalText.Lines(value))
        {
            text.WriteLine(new Piece(label.PadRight(LabelWidth) + " ", Tone.Faint), line);
            label = "";
        }
    }

    private static void WriteMembers(ILineWriter text, string prefix, IReadOnlyDictionary<string, JsonElement> members)
    {
        foreach ((string name, JsonElement value) in members)
        {
            Write(text, prefix + name, value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText());
        }
    }

    private static string? Exact(DateTimeOffset? time) => time?.UtcDateTime.ToString(ExactFormat, CultureInfo.InvariantCulture);

    private static string Shown(MemoryLink link) => TerminalText.OneLine(link.Type is { } type ? $"{link.Url} ({type})" : link.Url);
}
