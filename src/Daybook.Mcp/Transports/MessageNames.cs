using System.Text.Json;

namespace Daybook.Mcp.Transports;

/// <summary>Whether it depends on the reader what a message says, because of the names in it.</summary>
internal static class MessageNames
{
    private static readonly JsonDocumentOptions NamesOnce = new() { AllowDuplicateProperties = false };

    /// <summary>What is wrong with the names of a message that is JSON; null where they are fine.</summary>
    public static string? FaultOf(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument message = JsonDocument.Parse(json, NamesOnce);
            return DifferByCase(Member(message.RootElement, "params"u8)) || DifferByCase(Member(Member(message.RootElement, "params"u8), "_meta"u8))
                ? "names of the parameters differ only in case"
                : null;
        }
        catch (JsonException)
        {
            return "an object of the message has a name twice";
        }
    }

    /// <summary>What the protocol itself reads is read without regard to case; what a tool is given is not looked at here.</summary>
    private static bool DifferByCase(JsonElement members)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return members.ValueKind == JsonValueKind.Object && members.EnumerateObject().Any(member => !names.Add(member.Name));
    }

    private static JsonElement Member(JsonElement value, ReadOnlySpan<byte> name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out JsonElement member) ? member : default;
}
