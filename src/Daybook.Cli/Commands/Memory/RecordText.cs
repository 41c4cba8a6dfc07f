using System.Globalization;
using Daybook.Cli.Output;
using Daybook.Memory;

namespace Daybook.Cli.Commands.Memory;

/// <summary>Shows records to people.</summary>
internal static class RecordText
{
    private const int PathsShown = 3;

    /// <summary>Two lines: what it is, and where it belongs.</summary>
    public static void WriteBrief(ILineWriter text, MemoryRecord record)
    {
        string time = TimeText.Minute(record.EffectiveTime) ?? "no time";
        Piece severity = record.Severity is { Length: > 0 } word ? new Piece($"{word}  ", ToneOf(word)) : "";
        text.WriteLine(new Piece(time, Tone.Faint), "  ", record.Type ?? "", "  ", severity, new Piece(Headline(record), Tone.Strong));
        text.WriteLine(new Piece($"  {string.Join("  ", Details(record))}", Tone.Faint));
    }

    /// <summary>Everything, one field after the other.</summary>
    public static void WriteAll(ILineWriter text, MemoryRecord record)
    {
        FieldText.Write(text, "id", record.Id);
        FieldText.Write(text, "type", record.Type);
        FieldText.Write(text, "title", record.Title);
        FieldText.Write(text, "severity", record.Severity);
        FieldText.Write(text, "timestamp", TimeText.Exact(record.Timestamp));
        FieldText.Write(text, "recorded_at", TimeText.Exact(record.RecordedAt));
        FieldText.Write(text, "repo", record.Repo);
        FieldText.Write(text, "sha", record.Sha);
        FieldText.Write(text, "pr_number", record.PrNumber?.ToString(CultureInfo.InvariantCulture));
        FieldText.Write(text, "source", record.Source);
        FieldText.Write(text, "fingerprint", record.Fingerprint);
        FieldText.Write(text, "summary", record.Summary);
        FieldText.Write(text, "paths", record.Paths.Count == 0 ? null : string.Join('\n', record.Paths.Select(TerminalText.OneLine)));
        FieldText.Write(text, "links", record.Links.Count == 0 ? null : string.Join('\n', record.Links.Select(Shown)));
        FieldText.Write(text, "superseded_by", record.SupersededBy);
        FieldText.Write(text, "session_id", record.SessionId);
        FieldText.Write(text, "run_id", record.RunId);
        FieldText.Write(text, "task_id", record.TaskId);
        FieldText.Write(text, "operation_id", record.OperationId);
        FieldText.WriteMembers(text, "metadata.", record.Metadata);
        FieldText.WriteMembers(text, "", record.Extra);
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

    private static string Shown(MemoryLink link) => TerminalText.OneLine(link.Type is { } type ? $"{link.Url} ({type})" : link.Url);
}
