using System.Text.Json;

namespace Daybook.Operations;

/// <summary>The form of an operation on the wire: the members of its first line, then what became of it.</summary>
public static class OperationJson
{
    /// <summary>Writes the members of an operation into an object that is open.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, OperationView view)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(view);
        OperationRecord operation = view.Operation;
        OperationEventJson.WriteStartMembers(writer, operation, OperationTime.Own);
        writer.WriteString("status"u8, OperationStatusName.Of(operation.Status));
        OperationEventJson.Text(writer, "outcome"u8, operation.Outcome);
        OperationEventJson.Text(writer, "closed_by"u8, operation.ClosedBy);
        OperationEventJson.Time(writer, "completed_at"u8, operation.CompletedAt, OperationTime.Own);
        OperationEventJson.Text(writer, "evidence_ref"u8, operation.EvidenceRef);
        writer.WriteStartArray("links"u8);
        foreach (OperationLink link in operation.Links)
        {
            writer.WriteStartObject();
            writer.WriteString("event"u8, new OperationEvent.Linked(operation.InvocationId, link).Name);
            OperationEventJson.WriteLinkMembers(writer, link, OperationTime.Own);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("path"u8, view.Path);
        WriteCommit(writer, view.Commit);
    }

    /// <summary>Writes whether a log is committed, where somebody asked.</summary>
    public static void WriteCommit(Utf8JsonWriter writer, OperationCommit? commit)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (commit is null)
        {
            return;
        }

        writer.WriteStartObject("commit"u8);
        switch (commit)
        {
            case OperationCommit.Committed committed:
                writer.WriteString("state"u8, "committed"u8);
                OperationEventJson.Text(writer, "sha"u8, committed.Sha);
                break;
            case OperationCommit.Pending pending:
                writer.WriteString("state"u8, "pending"u8);
                writer.WriteString("reason"u8, pending.Reason);
                break;
        }

        writer.WriteEndObject();
    }
}
