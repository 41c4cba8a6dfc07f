using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Daybook.Backup;
using Daybook.Embedded.Memory;
using Daybook.Memory;

namespace Daybook.Embedded.Backup.Transfer;

/// <summary>
/// Records of memory as they are on disk, without the seal. What was forgotten is in no export. One that another program wrote without an id
/// gets one that is made of what it says, so that it is the same record however often it is taken in.
/// </summary>
internal sealed class MemoryTransfer(EmbeddedMemory memory) : RecordTransfer<MemoryRecord>
{
    private readonly Supersessions supersessions = new(memory);
    private readonly MemoryRehearsal rehearsal = memory.CreateRehearsal();

    internal override string Word => MemoryRecord.KindName;

    internal override IEnumerable<string> Unsettled => supersessions.Unsettled;

    protected override IAsyncEnumerable<MemoryRecord> ReadAsync(ProblemList problems, CancellationToken cancellationToken) =>
        memory.ReadAsync(problems, cancellationToken);

    protected override void Write(Utf8JsonWriter writer, MemoryRecord record) => MemoryJson.Write(writer, record);

    protected override MemoryRecord Parse(JsonElement json)
    {
        RefuseSeal(json);
        MemoryRecord record = MemoryJson.Read(JsonMarshal.GetRawUtf8Value(json), oddities: null);
        return record.Id is { Length: > 0 } ? record : record with { Id = IdOf(record) };
    }

    protected override string IdOf(MemoryRecord record) => record.Id is { Length: > 0 } id ? id : IdOfContent(record);

    /// <summary>Records are compared under one id, which one of the two may have got only when it was taken in.</summary>
    protected override MemoryRecord Comparable(MemoryRecord record) => record with { Id = null, RecordedAt = null, SupersededBy = null };

    private string IdOfContent(MemoryRecord record)
    {
        byte[] sum = SHA256.HashData(Encode(writer => Write(writer, Comparable(record))).Span);
        return new Guid(sum.AsSpan(0, 16), bigEndian: true).ToString();
    }

    protected override async Task CreateAsync(MemoryRecord record, ICollection<string> warnings, CancellationToken cancellationToken)
    {
        await memory.AppendAsync(record, cancellationToken).ConfigureAwait(false);
        Know(record);
        await supersessions.SettleAsync(IdOf(record), warnings, isDryRun: false, cancellationToken).ConfigureAwait(false);
    }

    protected override async Task RehearseAsync(MemoryRecord record, CancellationToken cancellationToken)
    {
        rehearsal.Check(record);
        Know(record);
        await supersessions.SettleAsync(IdOf(record), [], isDryRun: true, cancellationToken).ConfigureAwait(false);
    }

    protected override Task ConfirmAllAsync(CancellationToken cancellationToken) => memory.ConfirmAsync(cancellationToken);

    protected override void Know(MemoryRecord record) => supersessions.Know(IdOf(record), record.SupersededBy);

    /// <summary>A record can be superseded after it was taken in, so the same one may come again and say so.</summary>
    protected override async Task<ImportedRecord> MeetAsync(MemoryRecord record, bool isDryRun, CancellationToken cancellationToken)
    {
        string id = IdOf(record);
        bool isNew = record.SupersededBy is { } better
            && await supersessions.MeetAsync(id, better, IsKnown(better), isDryRun, cancellationToken).ConfigureAwait(false);
        return new ImportedRecord(Word, id, !isNew ? ImportedRecord.Unchanged : isDryRun ? ImportedRecord.WouldImport : ImportedRecord.Imported);
    }
}
