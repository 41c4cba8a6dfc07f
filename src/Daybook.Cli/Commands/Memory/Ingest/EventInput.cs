using System.Buffers;
using System.Text.Json;
using Daybook.Cli.Input;
using Daybook.Durability.Logs;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Memory.Events;

namespace Daybook.Cli.Commands.Memory.Ingest;

/// <summary>Reads the records of one message of a source: all of them, or none.</summary>
internal static class EventInput
{
    // What the store adds to a record: an id, two times, the seal.
    private const int AddedBytesMax = 512;

    /// <summary>Reads a message.</summary>
    /// <param name="item">The message.</param>
    /// <param name="type">The type of event.</param>
    /// <param name="recordOf">What is remembered of an event.</param>
    /// <exception cref="InvalidInputException">It is no such message, or a record of it is one that no store may hold.</exception>
    public static RecordReading Read(InputItem item, string type, Func<MemoryEvent, MemoryRecord> recordOf)
    {
        if (item.Bytes is not { } bytes)
        {
            throw new InvalidInputException($"the message is longer than {InputLines.BytesMax} bytes");
        }

        EventReading reading = EventJson.Read(type, bytes);
        MemoryRecord[] records = [.. reading.Events.Select(recordOf)];
        foreach (MemoryRecord record in records)
        {
            RequireStorable(record);
        }

        return new RecordReading(records, reading.Ignored);
    }

    // The store refuses such a record too, but by then another one of the same message may be stored.
    private static void RequireStorable(MemoryRecord record)
    {
        MemoryRules.Validate(record);
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, MemoryJson.WriterOptions))
        {
            MemoryJson.Write(writer, record);
        }

        if (bytes.WrittenCount > LogLimits.LineBytesMaximum - AddedBytesMax)
        {
            throw new InvalidInputException($"what is to be remembered is longer than {LogLimits.LineBytesMaximum} bytes");
        }
    }
}
