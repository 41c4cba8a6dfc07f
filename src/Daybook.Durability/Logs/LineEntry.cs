using System.Buffers;

namespace Daybook.Durability.Logs;

/// <summary>Appends a line that was made beforehand.</summary>
internal sealed class LineEntry(ReadOnlyMemory<byte> line) : LogEntry
{
    protected internal override void Prepare(LogView view, IBufferWriter<byte> output) => output.Write(line.Span);
}
