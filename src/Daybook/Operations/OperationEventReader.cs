using System.Text.Json;

namespace Daybook.Operations;

/// <summary>
/// Reads lines of logs, of the first and the second version of the founding shape. What a line should say and does not gets the value that the
/// founding system's own migration gives it.
/// </summary>
public static class OperationEventReader
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>Reads one line.</summary>
    /// <exception cref="JsonException">It holds no event; the message says why.</exception>
    public static OperationEvent Read(ReadOnlySpan<byte> line)
    {
        try
        {
            JsonElement json = JsonElement.Parse(line, Strict);

            // Of what is not known too: it is kept as it stands, and could not be written again.
            WellFormedJson.CheckTexts(line);
            return json.ValueKind == JsonValueKind.Object ? Read(json) : throw new JsonException("an object is expected");
        }
        catch (InvalidOperationException failure)
        {
            throw new JsonException("a text is not valid UTF-8, or has half of a surrogate pair in it", failure);
        }
    }

    private static OperationEvent Read(JsonElement json)
    {
        string name = Text(json, "event") ?? throw new JsonException("it does not say which event it is");
        string id = Text(json, "invocation_id") ?? "";
        return name switch
        {
            _ when id.Length == 0 => new OperationEvent.Unknown("", name),
            "started" => new OperationEvent.Started(ReadStart(json, id)),
            "completed" => new OperationEvent.Completed(
                id,
                Time(json, "completed_at"),
                Text(json, "outcome") ?? OperationOutcome.Abandoned,
                Text(json, "closed_by") ?? OperationRecord.ByAgent,
                Text(json, "evidence_ref")),
            "artifact_link" when Text(json, "ref") is { } reference => new OperationEvent.Linked(
                id, new OperationLink.Artifact(Time(json, "at"), Text(json, "kind") ?? OperationRules.ArtifactKind, reference)),
            "commit_link" when Text(json, "sha") is { } sha => new OperationEvent.Linked(id, new OperationLink.Commit(Time(json, "at"), sha)),
            _ => new OperationEvent.Unknown(id, name),
        };
    }

    private static OperationRecord ReadStart(JsonElement json, string id) => new()
    {
        InvocationId = id,
        ProfileId = Text(json, "profile_id") ?? OperationRecord.Unrecorded,
        Action = Text(json, "action") ?? OperationRecord.Unrecorded,
        RequestText = Text(json, "request_text") ?? "",
        Actor = Text(json, "actor") ?? OperationRecord.Unrecorded,
        ModeOfWork = Text(json, "mode_of_work") ?? OperationMode.TaskExecution,
        GovernanceContextHash = Text(json, "governance_context_hash") ?? "",
        GovernanceContextAvailable = json.TryGetProperty("governance_context_available", out JsonElement flag) && flag.ValueKind == JsonValueKind.True,
        RouterConfidence = Text(json, "router_confidence"),
        StartedAt = Time(json, "started_at"),
        MissionId = Text(json, "mission_id"),
        WpId = Text(json, "wp_id"),
        ModelId = Text(json, "model_id"),
        SessionId = Text(json, "session_id"),
        RunId = Text(json, "run_id"),
        TaskId = Text(json, "task_id"),
    };

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement json, string name) => Text(json, name) is { } text ? UtcTime.Parse(text) : null;
}
