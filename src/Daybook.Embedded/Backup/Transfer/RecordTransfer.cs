using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Daybook.Backup;
using Daybook.Errors;

namespace Daybook.Embedded.Backup.Transfer;

/// <summary>The same for records of one type.</summary>
/// <typeparam name="T">The type.</typeparam>
internal abstract class RecordTransfer<T> : KindTransfer
{
    /// <summary>What the store holds, as sums of what counts when two records are compared; read once, before the first import.</summary>
    private Dictionary<string, string>? known;

    internal override async IAsyncEnumerable<ReadOnlyMemory<byte>> ExportAsync(
        ProblemList problems, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (T record in ReadAsync(problems, cancellationToken).ConfigureAwait(false))
        {
            yield return Encode(writer => Write(writer, record));
        }
    }

    internal override async Task<ImportedRecord> ImportAsync(JsonElement json, bool isDryRun, CancellationToken cancellationToken)
    {
        T record = Understand(json);
        string id = IdOf(record);
        known ??= await KnownAsync(cancellationToken).ConfigureAwait(false);
        string sum = SumOf(record);
        if (known.TryGetValue(id, out string? there))
        {
            return there == sum
                ? new ImportedRecord(Word, id, ImportedRecord.Unchanged)
                : throw new ConflictException($"the id {id} is taken by a record of {Word} that says something else")
                {
                    Id = id,
                    Hint = "nothing was written over; remove one of the two, or give it another id",
                };
        }

        if (!isDryRun)
        {
            await CreateAsync(record, cancellationToken).ConfigureAwait(false);
        }

        known.Add(id, sum);
        return new ImportedRecord(Word, id, isDryRun ? ImportedRecord.WouldImport : ImportedRecord.Imported);
    }

    /// <summary>All records of the store.</summary>
    protected abstract IAsyncEnumerable<T> ReadAsync(ProblemList problems, CancellationToken cancellationToken);

    /// <summary>Writes a record as one object.</summary>
    protected abstract void Write(Utf8JsonWriter writer, T record);

    /// <summary>Reads a record.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    protected abstract T Parse(JsonElement json);

    /// <summary>The record's id.</summary>
    protected abstract string IdOf(T record);

    /// <summary>Stores a record that is not there.</summary>
    protected abstract Task CreateAsync(T record, CancellationToken cancellationToken);

    /// <summary>What of a record counts when two are compared.</summary>
    protected virtual T Comparable(T record) => record;

    private string SumOf(T record) => Convert.ToHexStringLower(SHA256.HashData(Encode(writer => Write(writer, Comparable(record))).Span));

    private T Understand(JsonElement json)
    {
        try
        {
            return Parse(json);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidInputException($"this is no record of {Word}: {failure.Message}", failure)
            {
                Hint = "daybook export writes lines that import takes",
            };
        }
    }

    private async Task<Dictionary<string, string>> KnownAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (T record in ReadAsync(new ProblemList(), cancellationToken).ConfigureAwait(false))
        {
            found.TryAdd(IdOf(record), SumOf(record));
        }

        return found;
    }
}
