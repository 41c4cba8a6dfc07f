using System.Text.Json;
using Daybook.Operations;

namespace Daybook.Embedded.Operations;

/// <summary>One line of a log with all that it says: an event, and what this version does not know of it.</summary>
/// <param name="Happened">The event.</param>
/// <param name="Rest">An object of the members that are not known; of an event that is not known, all of them.</param>
internal sealed record LoggedEvent(OperationEvent Happened, JsonElement Rest)
{
    /// <summary>
    /// Members that a line leaves out rather than give them no value. Where another program wrote <c>null</c> all the same, nothing is lost
    /// without it.
    /// </summary>
    private static readonly HashSet<string> Optional = new(StringComparer.Ordinal)
    {
        "router_confidence", "started_at", "mission_id", "wp_id", "model_id", "session_id", "run_id", "task_id", "completed_at", "evidence_ref", "at",
    };

    /// <summary>Reads a line.</summary>
    /// <exception cref="JsonException">It holds no event; the message says why.</exception>
    internal static LoggedEvent Read(ReadOnlySpan<byte> line)
    {
        OperationEvent happened = OperationEventReader.Read(line);
        JsonElement json = JsonElement.Parse(line);
        return new LoggedEvent(happened, happened is OperationEvent.Unknown ? json : WithoutKnown(json, happened));
    }

    /// <summary>Writes the line as one object.</summary>
    internal void Write(Utf8JsonWriter writer, Func<DateTimeOffset, string> timeText)
    {
        writer.WriteStartObject();
        if (Happened is not OperationEvent.Unknown)
        {
            OperationEventJson.WriteMembers(writer, Happened, timeText);
        }

        foreach (JsonProperty member in Rest.EnumerateObject())
        {
            member.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    /// <summary>What is left when all is taken away that the event itself writes: also a known member whose value could not be understood.</summary>
    private static JsonElement WithoutKnown(JsonElement json, OperationEvent happened)
    {
        JsonElement known = JsonElement.Parse(OperationLines.Line(writer => OperationEventJson.Write(writer, happened, OperationTime.Own)).Span);
        return JsonElement.Parse(OperationLines.Line(writer =>
        {
            writer.WriteStartObject();
            foreach (JsonProperty member in json.EnumerateObject())
            {
                bool isBlank = member.Value.ValueKind == JsonValueKind.Null && Optional.Contains(member.Name);
                if (!isBlank && !known.TryGetProperty(member.Name, out _))
                {
                    member.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }).Span);
    }
}
