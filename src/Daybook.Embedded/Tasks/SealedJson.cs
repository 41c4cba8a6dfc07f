using System.Buffers;
using System.Text.Json;
using Daybook.Durability.Errors;
using Daybook.Durability.Integrity;
using Daybook.Durability.Logs;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>Writes sealed lines, keeping its buffers. Used by one thread at a time.</summary>
internal sealed class SealedJson : IDisposable
{
    private readonly ArrayBufferWriter<byte> json = new();
    private readonly Utf8JsonWriter writer;

    internal SealedJson() => writer = new Utf8JsonWriter(json, TaskJson.WriterOptions);

    /// <summary>Writes an event as a line without its newline; returns the line's length in bytes.</summary>
    /// <exception cref="RecordTooLargeException">It would be longer than the log takes; nothing was written.</exception>
    internal int Write(TaskEvent happened, string path, IBufferWriter<byte> output)
    {
        Begin();
        TaskEventJson.Write(writer, happened);
        return End(path, output);
    }

    /// <summary>Writes a task as a line without its newline; returns the line's length in bytes.</summary>
    /// <exception cref="RecordTooLargeException">It would be longer than a line may be; nothing was written.</exception>
    internal int Write(TaskRecord task, string path, IBufferWriter<byte> output)
    {
        Begin();
        TaskJson.Write(writer, task);
        return End(path, output);
    }

    public void Dispose() => writer.Dispose();

    private void Begin()
    {
        json.ResetWrittenCount();
        writer.Reset();
    }

    private int End(string path, IBufferWriter<byte> output)
    {
        writer.Flush();
        int length = json.WrittenCount + SealedLine.SealBytes;
        if (length > LogLimits.LineBytesMaximum)
        {
            throw new RecordTooLargeException(path, length, LogLimits.LineBytesMaximum);
        }

        SealedLine.Write(json.WrittenSpan, output);
        return length;
    }
}
