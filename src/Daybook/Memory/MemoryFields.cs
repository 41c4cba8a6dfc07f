using System.Text.Json;

namespace Daybook.Memory;

/// <summary>The names of a memory record's fields on the wire, encoded once.</summary>
internal static class MemoryFields
{
    /// <summary>How many there are.</summary>
    public const int Count = (int)MemoryField.Seal + 1;

    private static readonly JsonEncodedText[] Names = EncodedNames.Of(
        "id", "type", "timestamp", "repo", "sha", "pr_number", "source", "severity", "fingerprint", "title", "summary", "paths",
        "links", "metadata", "recorded_at", "superseded_by", "session_id", "task_id", "run_id", "operation_id", "crc32c");

    private static readonly MemberName[] Members = Array.ConvertAll(Names, static name => new MemberName(name.Value));

    private static readonly HashSet<string> Taken = new(Array.ConvertAll(Names, static name => name.Value), StringComparer.Ordinal);

    /// <summary>The name of one field.</summary>
    public static JsonEncodedText NameOf(MemoryField field) => Names[(int)field];

    /// <summary>How members begin, in the order of the fields.</summary>
    public static ReadOnlySpan<MemberName> MemberNames => Members;

    /// <summary>
    /// Whether a field of this name has a meaning of its own, so that it cannot be one of <see cref="MemoryRecord.Extra"/>.
    /// </summary>
    public static bool IsTaken(string name) => Taken.Contains(name);
}
