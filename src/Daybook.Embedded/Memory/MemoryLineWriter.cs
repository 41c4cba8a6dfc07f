using System.Buffers;
using System.Text.Json;
using Daybook.Durability.Errors;
using Daybook.Durability.Integrity;
using Daybook.Durability.Logs;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>Writes sealed lines, keeping its buffers. Used by one thread at a time.</summary>
internal sealed class MemoryLineWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> json = new();
    private readonly Utf8JsonWriter writer;

    internal MemoryLineWriter() => writer = new Utf8JsonWriter(json, MemoryJson.WriterOptions);

    /// <summary>Writes a record as a sealed line without its newline; returns the line's length in bytes.</summary>
    /// <exception cref="RecordTooLargeException">The line would be longer than the log takes; nothing was written.</exception>
    internal int Write(MemoryRecord record, string path, IBufferWriter<byte> output)
    {
        json.ResetWrittenCount();
        writer.Reset();
        MemoryJson.Write(writer, record);
        writer.Flush();
        int length = json.WrittenCount + SealedLine.SealBytes;
        if (length > LogLimits.LineBytesMaximum)
        {
            throw new RecordTooLargeException(path, length, LogLimits.LineBytesMaximum);
        }

        SealedLine.Write(json.WrittenSpan, output);
        return length;
    }

    public void Dispose() => writer.Dispose();
}
