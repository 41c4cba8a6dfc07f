using System.Text.Json;

namespace Daybook.Operations;

/// <summary>Writes events of operations as lines of their logs: the second version of the founding shape, without nulls.</summary>
public static class OperationEventJson
{
    /// <summary>Writes an event as one object.</summary>
    /// <param name="writer">Takes it.</param>
    /// <param name="happened">The event; one that this version does not know cannot be written.</param>
    /// <param name="timeText">How times are written.</param>
    public static void Write(Utf8JsonWriter writer, OperationEvent happened, Func<DateTimeOffset, string> timeText)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        WriteMembers(writer, happened, timeText);
        writer.WriteEndObject();
    }

    /// <summary>Writes the members of an event, as <see cref="Write"/> does, into an object that has more to say.</summary>
    /// <param name="writer">Takes them.</param>
    /// <param name="happened">The event; one that this version does not know cannot be written.</param>
    /// <param name="timeText">How times are written.</param>
    public static void WriteMembers(Utf8JsonWriter writer, OperationEvent happened, Func<DateTimeOffset, string> timeText)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(happened);
        ArgumentNullException.ThrowIfNull(timeText);
        writer.WriteString("event"u8, happened.Name);
        switch (happened)
        {
            case OperationEvent.Started started:
                WriteStartMembers(writer, started.Operation, timeText);
                break;
            case OperationEvent.Completed completed:
                writer.WriteString("invocation_id"u8, completed.InvocationId);
                Time(writer, "completed_at"u8, completed.At, timeText);
                writer.WriteString("outcome"u8, completed.Outcome);
                writer.WriteString("closed_by"u8, completed.ClosedBy);
                Text(writer, "evidence_ref"u8, completed.EvidenceRef);
                break;
            case OperationEvent.Linked linked:
                writer.WriteString("invocation_id"u8, linked.InvocationId);
                WriteLinkMembers(writer, linked.Link, timeText);
                break;
            default:
                throw new ArgumentException("Only events that this version knows are written.", nameof(happened));
        }
    }

    /// <summary>The members of a first line, in the order of the founding plan, then those that are Daybook's own.</summary>
    internal static void WriteStartMembers(Utf8JsonWriter writer, OperationRecord operation, Func<DateTimeOffset, string> timeText)
    {
        writer.WriteString("invocation_id"u8, operation.InvocationId);
        writer.WriteString("profile_id"u8, operation.ProfileId);
        writer.WriteString("action"u8, operation.Action);
        writer.WriteString("request_text"u8, operation.RequestText);
        writer.WriteString("actor"u8, operation.Actor);
        writer.WriteString("mode_of_work"u8, operation.ModeOfWork);
        writer.WriteString("governance_context_hash"u8, operation.GovernanceContextHash);
        writer.WriteBoolean("governance_context_available"u8, operation.GovernanceContextAvailable);
        Text(writer, "router_confidence"u8, operation.RouterConfidence);
        Time(writer, "started_at"u8, operation.StartedAt, timeText);
        Text(writer, "mission_id"u8, operation.MissionId);
        Text(writer, "wp_id"u8, operation.WpId);
        Text(writer, "model_id"u8, operation.ModelId);
        Text(writer, "session_id"u8, operation.SessionId);
        Text(writer, "run_id"u8, operation.RunId);
        Text(writer, "task_id"u8, operation.TaskId);
    }

    /// <summary>The members of a link.</summary>
    internal static void WriteLinkMembers(Utf8JsonWriter writer, OperationLink link, Func<DateTimeOffset, string> timeText)
    {
        Time(writer, "at"u8, link.At, timeText);
        switch (link)
        {
            case OperationLink.Artifact artifact:
                writer.WriteString("kind"u8, artifact.Kind);
                writer.WriteString("ref"u8, artifact.Ref);
                break;
            case OperationLink.Commit commit:
                writer.WriteString("sha"u8, commit.Sha);
                break;
        }
    }

    internal static void Text(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    internal static void Time(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset? time, Func<DateTimeOffset, string> timeText)
    {
        if (time is { } value)
        {
            writer.WriteString(name, timeText(value));
        }
    }
}
