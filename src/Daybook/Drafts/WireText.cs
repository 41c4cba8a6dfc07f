using System.Text.Json;

namespace Daybook.Drafts;

/// <summary>Values as drafts and builder memory write them on the wire.</summary>
internal static class WireText
{
    /// <summary>A text, or nothing at all.</summary>
    internal static void WriteOptional(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    /// <summary>A time.</summary>
    internal static void WriteTime(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        Span<byte> utf8 = stackalloc byte[UtcTime.Length];
        UtcTime.Format(time, utf8);
        writer.WriteString(name, utf8);
    }
}
