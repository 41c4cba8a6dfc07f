using System.Buffers;
using Daybook.Durability.Logs;

namespace Daybook.Durability.Tests.Logs;

/// <summary>An entry that finds everything there already.</summary>
internal sealed class NothingToWrite : LogEntry
{
    protected internal override void Prepare(LogView view, IBufferWriter<byte> output)
    {
    }
}
