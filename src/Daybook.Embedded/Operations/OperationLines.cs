using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Daybook.Durability.Errors;
using Daybook.Durability.Logs;
using Daybook.Operations;

namespace Daybook.Embedded.Operations;

/// <summary>Makes lines of logs.</summary>
internal static class OperationLines
{
    // Readable in a diff; what would end a line or a text is escaped all the same.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The lines for events, each with its newline.</summary>
    /// <param name="path">The log, for the message.</param>
    /// <param name="events">The events.</param>
    /// <param name="timeText">How times are written.</param>
    /// <exception cref="RecordTooLargeException">A line would be longer than any reader takes.</exception>
    internal static byte[] Of(string path, IReadOnlyList<OperationEvent> events, Func<DateTimeOffset, string> timeText)
    {
        return Of(path, events.Select(happened => (Action<Utf8JsonWriter>)(writer => OperationEventJson.Write(writer, happened, timeText))));
    }

    /// <summary>The lines for objects, each with its newline.</summary>
    /// <param name="path">The log, for the message.</param>
    /// <param name="objects">What writes them.</param>
    /// <exception cref="RecordTooLargeException">A line would be longer than any reader takes.</exception>
    internal static byte[] Of(string path, IEnumerable<Action<Utf8JsonWriter>> objects)
    {
        var lines = new ArrayBufferWriter<byte>();
        foreach (Action<Utf8JsonWriter> write in objects)
        {
            ReadOnlySpan<byte> line = Line(write).Span;
            if (line.Length > LogLimits.LineBytesMaximum)
            {
                throw new RecordTooLargeException(path, line.Length, LogLimits.LineBytesMaximum);
            }

            lines.Write(line);
            lines.Write("\n"u8);
        }

        return lines.WrittenSpan.ToArray();
    }

    /// <summary>One object as a line without its newline.</summary>
    internal static ReadOnlyMemory<byte> Line(Action<Utf8JsonWriter> write)
    {
        var json = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(json, Plain);
        write(writer);
        writer.Flush();
        return json.WrittenMemory;
    }
}
