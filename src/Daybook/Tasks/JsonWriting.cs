using System.Text.Json;
using Daybook.Processes;

namespace Daybook.Tasks;

/// <summary>Members that are left out where there is nothing to say.</summary>
internal static class JsonWriting
{
    internal static void Text(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    internal static void Number(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? number)
    {
        if (number is { } value)
        {
            writer.WriteNumber(name, value);
        }
    }

    internal static void Time(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            Span<byte> utf8 = stackalloc byte[UtcTime.Length];
            UtcTime.Format(value, utf8);
            writer.WriteString(name, utf8);
        }
    }

    internal static void Texts(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        for (int index = 0; index < texts.Count; index++)
        {
            writer.WriteStringValue(texts[index]);
        }

        writer.WriteEndArray();
    }

    internal static void Members(Utf8JsonWriter writer, IReadOnlyDictionary<string, JsonElement> members)
    {
        if (members.Count == 0)
        {
            return;
        }

        foreach ((string name, JsonElement value) in members)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }
    }

    internal static void Boot(Utf8JsonWriter writer, BootTime? boot)
    {
        if (boot is { } moment)
        {
            writer.WriteStartObject("boot"u8);
            writer.WriteString("id"u8, moment.BootId);
            writer.WriteNumber("ms"u8, (long)moment.Elapsed.TotalMilliseconds);
            writer.WriteString("host"u8, moment.HostName);
            writer.WriteEndObject();
        }
    }
}
