using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Daybook.Embedded.Operations;
using Daybook.Errors;
using Daybook.Operations;

namespace Daybook.Embedded.Backup.Transfer;

/// <summary>Operations as the lines that they are made of. Whether they are committed is not told: each repository has its own git.</summary>
internal sealed class OperationTransfer(EmbeddedOperations operations, OperationScreening screening) : RecordTransfer<LoggedOperation>
{
    internal override string Word => OperationRecord.KindName;

    protected override async IAsyncEnumerable<LoggedOperation> ReadAsync(
        ProblemList problems, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A log is small and read whole; a hop to another thread for each would cost more than reading it.
        await Task.CompletedTask.ConfigureAwait(false);
        using IEnumerator<LoggedOperation> all = operations.ReadLogs(problems, cancellationToken).GetEnumerator();
        while (KernelErrors.Translate(all.MoveNext))
        {
            yield return all.Current;
        }
    }

    protected override void Write(Utf8JsonWriter writer, LoggedOperation record)
    {
        writer.WriteStartObject();
        writer.WriteString("invocation_id"u8, record.Operation.InvocationId);
        writer.WriteStartArray("events"u8);
        foreach (LoggedEvent logged in record.Events)
        {
            logged.Write(writer, OperationTime.Own);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    protected override LoggedOperation Parse(JsonElement json)
    {
        string id = json.GetProperty("invocation_id").GetString() ?? "";
        OperationRules.CheckId(id);
        LoggedEvent[] events = [.. json.GetProperty("events").EnumerateArray().Select(static line => LoggedEvent.Read(JsonMarshal.GetRawUtf8Value(line)))];
        foreach (OperationEvent happened in events.Select(static logged => logged.Happened))
        {
            // A line that names no operation is about the one whose log it stands in.
            if (happened.InvocationId != id && happened is not OperationEvent.Unknown { InvocationId: "" })
            {
                throw new JsonException($"an event of it is one of operation {happened.InvocationId}");
            }
        }

        return events.Length > 0 ? Of(id, events) : throw new JsonException("it has no events");
    }

    protected override string IdOf(LoggedOperation record) => record.Operation.InvocationId;

    protected override LoggedOperation Comparable(LoggedOperation record) => record.InOrder();

    /// <summary>Git hands to others what comes in, as it does with what is recorded here.</summary>
    protected override LoggedOperation Storable(LoggedOperation record, out int redacted)
    {
        int before = screening.Redacted;
        LoggedOperation screened = screening.Screen(record);
        redacted = screening.Redacted - before;
        return screened;
    }

    protected override async Task CreateAsync(LoggedOperation record, ICollection<string> warnings, CancellationToken cancellationToken)
    {
        if (await operations.ImportAsync(record, cancellationToken).ConfigureAwait(false) is { } warning)
        {
            warnings.Add(warning);
        }
    }

    protected override Task ConfirmAsync(LoggedOperation record, CancellationToken cancellationToken) => operations.ConfirmAsync(IdOf(record), cancellationToken);

    private static LoggedOperation Of(string id, LoggedEvent[] events)
    {
        try
        {
            return LoggedOperation.Of(id, events);
        }
        catch (ConflictException twice)
        {
            throw new JsonException(twice.Message, twice);
        }
    }
}
