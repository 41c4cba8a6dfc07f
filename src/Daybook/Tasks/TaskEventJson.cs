using System.Text.Json;

namespace Daybook.Tasks;

/// <summary>The JSON form of events: a line of the journal, and what <c>task history</c> shows.</summary>
public static class TaskEventJson
{
    /// <summary>Writes an event as one object.</summary>
    public static void Write(Utf8JsonWriter writer, TaskEvent happened)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(happened);
        writer.WriteStartObject();
        writer.WriteNumber("seq"u8, happened.Seq);
        JsonWriting.Time(writer, "at"u8, happened.At);
        writer.WriteString("event"u8, TaskMove.NameOf(happened.Action));
        JsonWriting.Text(writer, "task_id"u8, happened.TaskId);
        JsonWriting.Text(writer, "agent"u8, happened.Agent);
        JsonWriting.Text(writer, "session_id"u8, happened.SessionId);
        JsonWriting.Text(writer, "run_id"u8, happened.RunId);
        JsonWriting.Text(writer, "operation_id"u8, happened.OperationId);
        JsonWriting.Boot(writer, happened.Boot);
        Write(writer, happened.Action);
        JsonWriting.Members(writer, happened.Extra);
        writer.WriteEndObject();
    }

    /// <summary>
    /// Reads an event from one line. An event with a name that this version does not know is <see cref="TaskAction.Unknown"/>. A
    /// <c>crc32c</c> member is passed over; whoever read the line checks it.
    /// </summary>
    /// <exception cref="JsonException">The line holds no event; the message says why.</exception>
    public static TaskEvent Read(ReadOnlySpan<byte> line) =>
        JsonReading.Whole(line, static (ref JsonReading reading) => TaskEventReader.Read(ref reading));

    private static void Write(Utf8JsonWriter writer, TaskAction action)
    {
        switch (action)
        {
            case TaskAction.Created created:
                WriteTask(writer, created.Task);
                break;
            case TaskAction.TaskKept kept:
                WriteTask(writer, kept.Task);
                break;
            case TaskAction.Reopened reopened:
                JsonWriting.Text(writer, "reason"u8, reopened.Reason);
                JsonWriting.Texts(writer, "blocked_by"u8, reopened.BlockedBy);
                WriteTask(writer, reopened.Task);
                break;
            case TaskAction.Edited edited:
                Write(writer, edited.Edit);
                break;
            case TaskAction.Started started:
                JsonWriting.Text(writer, "reason"u8, started.Reason);
                WriteClaim(writer, started.Claim);
                break;
            case TaskAction.Claimed claimed:
                WriteClaim(writer, claimed.Claim);
                break;
            case TaskAction.Renewed renewed:
                writer.WriteNumber("lease_ms"u8, (long)renewed.Lease.TotalMilliseconds);
                break;
            case TaskAction.Noted noted:
                writer.WritePropertyName("context"u8);
                TaskJson.Write(writer, noted.Context);
                break;
            case TaskAction.DependencyAdded added:
                writer.WriteString("on"u8, added.On);
                writer.WriteBoolean("blocks"u8, added.Blocks);
                break;
            case TaskAction.DependencyRemoved removed:
                writer.WriteString("on"u8, removed.On);
                break;
            case TaskAction.Snapshot snapshot:
                writer.WriteString("journal"u8, snapshot.Journal);
                writer.WritePropertyName("summary"u8);
                TaskJson.Write(writer, snapshot.Summary);
                break;
            case TaskAction.SessionKept kept:
                writer.WritePropertyName("session"u8);
                TaskJson.Write(writer, kept.Session);
                break;
            case TaskAction.ScopeChanged changed:
                writer.WriteString("scope"u8, changed.Scope);
                break;
            default:
                JsonWriting.Text(writer, "reason"u8, ReasonOf(action));
                break;
        }
    }

    private static string? ReasonOf(TaskAction action) => action switch
    {
        TaskAction.Released released => released.Reason,
        TaskAction.Completed completed => completed.Reason,
        TaskAction.Failed failed => failed.Reason,
        TaskAction.Cancelled cancelled => cancelled.Reason,
        _ => null,
    };

    private static void WriteTask(Utf8JsonWriter writer, TaskRecord task)
    {
        writer.WritePropertyName("task"u8);
        TaskJson.Write(writer, task);
    }

    private static void WriteClaim(Utf8JsonWriter writer, TaskClaim claim)
    {
        writer.WritePropertyName("claim"u8);
        TaskJson.Write(writer, claim with { Began = null });
    }

    private static void Write(Utf8JsonWriter writer, TaskEdit edit)
    {
        JsonWriting.Text(writer, "name"u8, edit.Name);
        JsonWriting.Text(writer, "description"u8, edit.Description);
        JsonWriting.Number(writer, "priority"u8, edit.Priority);
        JsonWriting.Text(writer, "parent_id"u8, edit.ParentId);
        if (edit.Tags.Count > 0)
        {
            JsonWriting.Texts(writer, "tags"u8, edit.Tags);
        }

        if (edit.Untags.Count > 0)
        {
            JsonWriting.Texts(writer, "untags"u8, edit.Untags);
        }
    }
}
