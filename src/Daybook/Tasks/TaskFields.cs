using System.Text.Json;

namespace Daybook.Tasks;

/// <summary>The names of a task's fields on the wire, encoded once.</summary>
internal static class TaskFields
{
    /// <summary>The names, in the order of <see cref="TaskField"/>.</summary>
    internal static readonly JsonEncodedText[] Names = EncodedNames.Of(
        "id", "name", "description", "status", "priority", "tags", "parent_id", "depends_on", "blocked_by", "created_at", "started_at",
        "completed_at", "duration_seconds", "failure_reason", "claim", "context", "session_id", "reopened", "seq", "crc32c");
}
