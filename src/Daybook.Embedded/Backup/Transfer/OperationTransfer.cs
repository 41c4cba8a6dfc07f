using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Daybook.Embedded.Operations;
using Daybook.Errors;
using Daybook.Operations;

namespace Daybook.Embedded.Backup.Transfer;

/// <summary>Operations as the events that they are made of. Whether they are committed is not told: each repository has its own git.</summary>
internal sealed class OperationTransfer(EmbeddedOperations operations) : RecordTransfer<OperationRecord>
{
    internal override string Word => OperationRecord.KindName;

    protected override async IAsyncEnumerable<OperationRecord> ReadAsync(
        ProblemList problems, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A log is small and read whole; a hop to another thread for each would cost more than reading it.
        await Task.CompletedTask.ConfigureAwait(false);
        using IEnumerator<OperationRecord> all = operations.ReadAll(problems, cancellationToken).GetEnumerator();
        while (KernelErrors.Translate(all.MoveNext))
        {
            if (OperationLifecycle.Retell(all.Current).Count > 0)
            {
                yield return all.Current;
            }
        }
    }

    protected override void Write(Utf8JsonWriter writer, OperationRecord record)
    {
        writer.WriteStartObject();
        writer.WriteString("invocation_id"u8, record.InvocationId);
        writer.WriteStartArray("events"u8);
        foreach (OperationEvent happened in OperationLifecycle.Retell(record))
        {
            OperationEventJson.Write(writer, happened, OperationTime.Own);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    protected override OperationRecord Parse(JsonElement json)
    {
        string id = json.GetProperty("invocation_id").GetString() ?? "";
        OperationRules.CheckId(id);
        OperationRecord? operation = null;
        foreach (JsonElement line in json.GetProperty("events").EnumerateArray())
        {
            OperationEvent happened = OperationEventReader.Read(JsonMarshal.GetRawUtf8Value(line));
            operation = happened.InvocationId == id && happened is not OperationEvent.Unknown
                ? Applied(operation, happened)
                : throw new JsonException($"an event of it is not one of operation {id}");
        }

        return operation ?? throw new JsonException("it has no events");
    }

    protected override string IdOf(OperationRecord record) => record.InvocationId;

    protected override Task CreateAsync(OperationRecord record, CancellationToken cancellationToken) => operations.ImportAsync(record, cancellationToken);

    private static OperationRecord Applied(OperationRecord? operation, OperationEvent happened)
    {
        try
        {
            return OperationLifecycle.Apply(operation, happened);
        }
        catch (ConflictException twice)
        {
            throw new JsonException(twice.Message, twice);
        }
    }
}
