using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Daybook.Tasks;

/// <summary>
/// The JSON form of tasks and of all that belongs to them: the same on disk, on the command line and for agents. Written by hand, field by
/// field, because every command reads the open tasks through it.
/// </summary>
public static class TaskJson
{
    /// <summary>
    /// How a writer for these forms is made. Everything outside of plain ASCII is escaped, so that no control character, direction mark or
    /// line separator reaches a terminal or a line-wise reader raw.
    /// </summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.Default, SkipValidation = true };

    /// <summary>Writes a task as one object. What is absent is left out; the lists are written also when they are empty.</summary>
    public static void Write(Utf8JsonWriter writer, TaskRecord task)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(task);
        writer.WriteStartObject();
        WriteMembers(writer, task);
        writer.WriteEndObject();
    }

    /// <summary>Writes the members of a task, for a form that adds its own.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, TaskRecord task)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(task);
        writer.WriteString("id"u8, task.Id);
        writer.WriteString("name"u8, task.Name);
        JsonWriting.Text(writer, "description"u8, task.Description);
        writer.WriteString("status"u8, TaskStateName.Of(task.Status));
        writer.WriteNumber("priority"u8, task.Priority);
        JsonWriting.Texts(writer, "tags"u8, task.Tags);
        JsonWriting.Text(writer, "parent_id"u8, task.ParentId);
        JsonWriting.Texts(writer, "depends_on"u8, task.DependsOn);
        JsonWriting.Texts(writer, "blocked_by"u8, task.BlockedBy);
        JsonWriting.Time(writer, "created_at"u8, task.CreatedAt);
        JsonWriting.Time(writer, "started_at"u8, task.StartedAt);
        JsonWriting.Time(writer, "completed_at"u8, task.CompletedAt);
        JsonWriting.Number(writer, "duration_seconds"u8, task.DurationSeconds);
        JsonWriting.Text(writer, "failure_reason"u8, task.FailureReason);
        if (task.Claim is { } claim)
        {
            writer.WritePropertyName("claim"u8);
            Write(writer, claim);
        }

        writer.WritePropertyName("context"u8);
        Write(writer, task.Context);
        JsonWriting.Text(writer, "session_id"u8, task.SessionId);
        JsonWriting.Number(writer, "reopened"u8, task.Reopened == 0 ? null : task.Reopened);
        JsonWriting.Members(writer, task.Extra);

        // Last, so that a reader of the history finds it without reading the rest.
        JsonWriting.Number(writer, "seq"u8, task.Seq == 0 ? null : task.Seq);
    }

    /// <summary>Writes a claim.</summary>
    public static void Write(Utf8JsonWriter writer, TaskClaim claim)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(claim);
        writer.WriteStartObject();
        writer.WriteString("owner"u8, claim.Owner);
        writer.WriteNumber("token"u8, claim.Token);
        JsonWriting.Time(writer, "lease_expires_at"u8, claim.LeaseExpiresAt);
        JsonWriting.Number(writer, "lease_ms"u8, claim.Lease == TimeSpan.Zero ? null : (long)claim.Lease.TotalMilliseconds);
        if (claim.HasEnded)
        {
            writer.WriteBoolean("has_ended"u8, true);
        }

        if (claim.IsSessions)
        {
            writer.WriteBoolean("of_session"u8, true);
        }

        JsonWriting.Boot(writer, claim.Began);
        if (claim.Process is { } owner)
        {
            writer.WriteStartObject("process"u8);
            writer.WriteNumber("pid"u8, owner.Pid);
            writer.WriteNumber("start_time"u8, owner.StartTime);
            writer.WriteString("boot_id"u8, owner.BootId);
            writer.WriteString("pid_namespace"u8, owner.PidNamespace);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes the context of a task.</summary>
    public static void Write(Utf8JsonWriter writer, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(context);
        writer.WriteStartObject();
        JsonWriting.Texts(writer, "files_modified"u8, context.FilesModified);
        JsonWriting.Texts(writer, "decisions"u8, context.Decisions);
        JsonWriting.Members(writer, context.Values);
        writer.WriteEndObject();
    }

    /// <summary>Writes a session.</summary>
    public static void Write(Utf8JsonWriter writer, SessionRecord session)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(session);
        writer.WriteStartObject();
        writer.WriteString("session_id"u8, session.SessionId);
        JsonWriting.Text(writer, "agent"u8, session.Agent);
        JsonWriting.Time(writer, "started_at"u8, session.StartedAt);
        JsonWriting.Time(writer, "ended_at"u8, session.EndedAt);
        JsonWriting.Text(writer, "current_task_id"u8, session.CurrentTaskId);
        JsonWriting.Text(writer, "scope"u8, session.Scope);
        JsonWriting.Number(writer, "seq"u8, session.Seq == 0 ? null : session.Seq);
        writer.WriteEndObject();
    }

    /// <summary>Writes a line of the list of completed tasks, in the founding shape.</summary>
    public static void Write(Utf8JsonWriter writer, CompletedTask done)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(done);
        writer.WriteStartObject();
        writer.WriteString("id"u8, done.Id);
        writer.WriteString("name"u8, done.Name);
        JsonWriting.Time(writer, "completed_at"u8, done.CompletedAt);
        JsonWriting.Number(writer, "duration_seconds"u8, done.DurationSeconds);
        writer.WriteEndObject();
    }

    /// <summary>Writes a board's summary without its sessions.</summary>
    public static void Write(Utf8JsonWriter writer, BoardSummary summary)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(summary);
        writer.WriteStartObject();
        writer.WriteNumber("token"u8, summary.Token);
        writer.WriteStartArray("completed"u8);
        foreach (CompletedTask done in summary.Completed)
        {
            Write(writer, done);
        }

        writer.WriteEndArray();
        JsonWriting.Time(writer, "journal_lost_at"u8, summary.JournalLostAt);
        if (summary.Extra.Count > 0)
        {
            writer.WriteStartObject("extra"u8);
            JsonWriting.Members(writer, summary.Extra);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads a task from one object; a <c>crc32c</c> member is passed over.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static TaskRecord ReadTask(ReadOnlySpan<byte> json) =>
        TaskRow.Read(json) ?? JsonReading.Whole(json, static (ref JsonReading reading) => TaskReader.Task(ref reading));

    /// <summary>Reads a session from one object.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static SessionRecord ReadSession(ReadOnlySpan<byte> json) =>
        JsonReading.Whole(json, static (ref JsonReading reading) => BoardReader.Session(ref reading));

    /// <summary>Reads a board's summary, without its sessions, from one object.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static BoardSummary ReadSummary(ReadOnlySpan<byte> json) =>
        JsonReading.Whole(json, static (ref JsonReading reading) => BoardReader.Summary(ref reading));

    /// <summary>How many bytes a task has as JSON.</summary>
    internal static int Measure(TaskRecord task)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(output, WriterOptions);
        Write(writer, task);
        writer.Flush();
        return output.WrittenCount;
    }
}
