using System.Buffers;
using Daybook.Errors;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>Says what an append of a record that is not there would say, and stores nothing.</summary>
internal sealed class MemoryRehearsal(EmbeddedPorts ports, MemoryPlaces places)
{
    private readonly AmendmentWatch amendments = new(ports.FileSystem, places);

    /// <summary>Refuses what an append would refuse.</summary>
    /// <exception cref="DaybookException">It would.</exception>
    internal void Check(MemoryRecord record)
    {
        MemoryRules.Validate(record);
        _ = KernelErrors.Translate(() =>
        {
            amendments.CatchUp();
            amendments.Current.RefuseForgotten(record.Id ?? "");
            using var line = new MemoryLineWriter();
            return line.Write(record with { RecordedAt = record.RecordedAt ?? ports.Time.GetUtcNow() }, places.Log, new ArrayBufferWriter<byte>());
        });
    }
}
