using System.Buffers;

namespace Daybook.Durability.Logs;

/// <summary>Appends nothing: its answer rests on all that is in the log, and is given once a flush covers that.</summary>
internal sealed class ConfirmingEntry : LogEntry
{
    protected internal override void Prepare(LogView view, IBufferWriter<byte> output)
    {
    }
}
