using System.Text.Json;

namespace Daybook.Operations;

/// <summary>Lines of the lifecycle log: members in alphabetical order, nulls written out, as the founding system does.</summary>
public static class LifecycleJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>Writes an entry as one object.</summary>
    public static void Write(Utf8JsonWriter writer, LifecycleEntry entry, Func<DateTimeOffset, string> timeText)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(timeText);
        writer.WriteStartObject();
        writer.WriteString("agent"u8, entry.Agent);
        writer.WriteString("at"u8, entry.At is { } at ? timeText(at) : null);
        writer.WriteString("canonical_action_id"u8, entry.CanonicalActionId);
        if (entry.InvocationId is { } id)
        {
            writer.WriteStartObject("metadata"u8);
            writer.WriteString("invocation_id"u8, id);
            writer.WriteEndObject();
        }

        writer.WriteString("mission_id"u8, entry.MissionId);
        writer.WriteString("phase"u8, entry.Phase);
        writer.WriteString("reason"u8, entry.Reason);
        writer.WriteString("wp_id"u8, entry.WpId);
        writer.WriteEndObject();
    }

    /// <summary>Reads one line.</summary>
    /// <exception cref="JsonException">It holds no entry.</exception>
    public static LifecycleEntry Read(ReadOnlySpan<byte> line)
    {
        try
        {
            JsonElement json = JsonElement.Parse(line, Strict);
            return json.ValueKind == JsonValueKind.Object ? Read(json) : throw new JsonException("an object is expected");
        }
        catch (InvalidOperationException failure)
        {
            throw new JsonException("a text is not valid UTF-8, or has half of a surrogate pair in it", failure);
        }
    }

    private static LifecycleEntry Read(JsonElement json) => new()
    {
        Agent = Text(json, "agent") ?? OperationRecord.Unrecorded,
        At = Text(json, "at") is { } at ? UtcTime.Parse(at) : null,
        CanonicalActionId = Text(json, "canonical_action_id") ?? throw new JsonException("it names no action"),
        MissionId = Text(json, "mission_id") ?? throw new JsonException("it names no mission"),
        Phase = Text(json, "phase") ?? throw new JsonException("it names no phase"),
        Reason = Text(json, "reason"),
        WpId = Text(json, "wp_id"),
        InvocationId = json.TryGetProperty("metadata", out JsonElement metadata) && metadata.ValueKind == JsonValueKind.Object
            ? Text(metadata, "invocation_id")
            : null,
    };

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
