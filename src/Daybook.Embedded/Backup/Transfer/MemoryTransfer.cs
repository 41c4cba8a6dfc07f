using System.Runtime.InteropServices;
using System.Text.Json;
using Daybook.Memory;

namespace Daybook.Embedded.Backup.Transfer;

/// <summary>Records of memory as they are on disk, without the seal. What was forgotten is in no export.</summary>
internal sealed class MemoryTransfer(IMemoryStore memory) : RecordTransfer<MemoryRecord>
{
    internal override string Word => MemoryRecord.KindName;

    protected override IAsyncEnumerable<MemoryRecord> ReadAsync(ProblemList problems, CancellationToken cancellationToken) =>
        memory.ReadAsync(problems, cancellationToken);

    protected override void Write(Utf8JsonWriter writer, MemoryRecord record) => MemoryJson.Write(writer, record);

    protected override MemoryRecord Parse(JsonElement json)
    {
        MemoryRecord record = MemoryJson.Read(JsonMarshal.GetRawUtf8Value(json), oddities: null);
        return record.Id is { Length: > 0 } ? record : throw new JsonException("it has no id");
    }

    protected override string IdOf(MemoryRecord record) => record.Id ?? "";

    protected override MemoryRecord Comparable(MemoryRecord record) => record with { RecordedAt = null, SupersededBy = null };

    protected override Task CreateAsync(MemoryRecord record, CancellationToken cancellationToken) => memory.AppendAsync(record, cancellationToken);
}
