using System.Buffers;
using System.Text.Json;
using Daybook.Durability.Integrity;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>Writes sealed lines, keeping its buffers. Used by one thread at a time.</summary>
internal sealed class MemoryLineWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> json = new();
    private readonly Utf8JsonWriter writer;

    internal MemoryLineWriter() => writer = new Utf8JsonWriter(json, MemoryJson.WriterOptions);

    /// <summary>Writes a record as a sealed line without its newline; returns the line's length in bytes.</summary>
    internal int Write(MemoryRecord record, IBufferWriter<byte> output)
    {
        json.ResetWrittenCount();
        writer.Reset();
        MemoryJson.Write(writer, record);
        writer.Flush();
        SealedLine.Write(json.WrittenSpan, output);
        return json.WrittenCount + SealedLine.SealBytes;
    }

    public void Dispose() => writer.Dispose();
}
