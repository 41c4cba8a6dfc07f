using System.Text.Json;

namespace Daybook.Embedded.Operations;

/// <summary>One line of <c>propagation-errors.jsonl</c>: an event could not be delivered, or was in the end.</summary>
/// <param name="InvocationId">The operation.</param>
/// <param name="Event">The name of the event.</param>
/// <param name="Error">Why not; null where it was delivered.</param>
/// <param name="At">When, as it is written.</param>
internal sealed record DeliveryNote(string InvocationId, string Event, string? Error, string At)
{
    /// <summary>Reads a line.</summary>
    /// <exception cref="JsonException">It says nothing of the kind.</exception>
    internal static DeliveryNote Read(ReadOnlySpan<byte> line)
    {
        try
        {
            JsonElement json = JsonElement.Parse(line);
            return json.ValueKind == JsonValueKind.Object && Text(json, "invocation_id") is { } id && Text(json, "event") is { } name
                ? new DeliveryNote(id, name, IsDelivered(json) ? null : Text(json, "error") ?? "", Text(json, "at") ?? "")
                : throw new JsonException("it names no operation and event");
        }
        catch (InvalidOperationException failure)
        {
            throw new JsonException("a text is not valid UTF-8, or has half of a surrogate pair in it", failure);
        }
    }

    /// <summary>The note as a line without its newline.</summary>
    internal ReadOnlyMemory<byte> Line() => OperationLines.Line(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("invocation_id"u8, InvocationId);
        writer.WriteString("event"u8, Event);
        if (Error is null)
        {
            writer.WriteBoolean("delivered"u8, true);
        }
        else
        {
            writer.WriteString("error"u8, Error);
        }

        writer.WriteString("at"u8, At);
        writer.WriteEndObject();
    });

    private static bool IsDelivered(JsonElement json) => json.TryGetProperty("delivered", out JsonElement flag) && flag.ValueKind == JsonValueKind.True;

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
