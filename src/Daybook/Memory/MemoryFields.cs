using System.Collections.Frozen;
using System.Text.Json;

namespace Daybook.Memory;

/// <summary>The names of a memory record's fields on the wire, encoded once.</summary>
internal static class MemoryFields
{
    /// <summary>The seal of a stored line. It belongs to the file, not to the record.</summary>
    public const string Seal = "crc32c";

    public static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    public static readonly JsonEncodedText Type = JsonEncodedText.Encode("type");
    public static readonly JsonEncodedText Timestamp = JsonEncodedText.Encode("timestamp");
    public static readonly JsonEncodedText Repo = JsonEncodedText.Encode("repo");
    public static readonly JsonEncodedText Sha = JsonEncodedText.Encode("sha");
    public static readonly JsonEncodedText PrNumber = JsonEncodedText.Encode("pr_number");
    public static readonly JsonEncodedText Source = JsonEncodedText.Encode("source");
    public static readonly JsonEncodedText Severity = JsonEncodedText.Encode("severity");
    public static readonly JsonEncodedText Fingerprint = JsonEncodedText.Encode("fingerprint");
    public static readonly JsonEncodedText Title = JsonEncodedText.Encode("title");
    public static readonly JsonEncodedText Summary = JsonEncodedText.Encode("summary");
    public static readonly JsonEncodedText Paths = JsonEncodedText.Encode("paths");
    public static readonly JsonEncodedText Links = JsonEncodedText.Encode("links");
    public static readonly JsonEncodedText Url = JsonEncodedText.Encode("url");
    public static readonly JsonEncodedText Metadata = JsonEncodedText.Encode("metadata");
    public static readonly JsonEncodedText RecordedAt = JsonEncodedText.Encode("recorded_at");
    public static readonly JsonEncodedText SupersededBy = JsonEncodedText.Encode("superseded_by");
    public static readonly JsonEncodedText SessionId = JsonEncodedText.Encode("session_id");
    public static readonly JsonEncodedText TaskId = JsonEncodedText.Encode("task_id");
    public static readonly JsonEncodedText RunId = JsonEncodedText.Encode("run_id");
    public static readonly JsonEncodedText OperationId = JsonEncodedText.Encode("operation_id");

    private static readonly FrozenSet<string> Taken = new[]
    {
        Id, Type, Timestamp, Repo, Sha, PrNumber, Source, Severity, Fingerprint, Title, Summary, Paths, Links, Metadata, RecordedAt,
        SupersededBy, SessionId, TaskId, RunId, OperationId,
    }.Select(name => name.Value).Append(Seal).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a field of this name has a meaning of its own, so that it cannot be one of <see cref="MemoryRecord.Extra"/>.</summary>
    public static bool IsTaken(string name) => Taken.Contains(name);
}
