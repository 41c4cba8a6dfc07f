using System.Buffers;
using Daybook.Durability.Logs;

namespace Daybook.Durability.Tests.Logs;

/// <summary>An entry whose decision a test writes.</summary>
internal sealed class DecidingEntry(Action<LogView, IBufferWriter<byte>> decide) : LogEntry
{
    internal int Undone { get; private set; }

    protected internal override void Prepare(LogView view, IBufferWriter<byte> output) => decide(view, output);

    protected internal override void Undo() => Undone++;
}
