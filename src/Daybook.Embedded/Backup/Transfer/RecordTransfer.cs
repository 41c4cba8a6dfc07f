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

    private bool isConfirmed;

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
        bool isThere = known.TryGetValue(id, out string? there);
        if (isThere && there == SumOf(record))
        {
            return await KeepAsync(record, isDryRun, cancellationToken).ConfigureAwait(false);
        }

        T storable = Storable(record, out int redacted);
        string sum = SumOf(storable);
        if (isThere)
        {
            return there == sum
                ? await KeepAsync(storable, isDryRun, cancellationToken).ConfigureAwait(false)
                : throw new ConflictException($"the id {id} is taken by a record of {Word} that says something else")
                {
                    Id = id,
                    Hint = "nothing was written over; remove one of the two, or give it another id",
                };
        }

        List<string> warnings = [];
        if (isDryRun)
        {
            await RehearseAsync(storable, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await CreateAsync(storable, warnings, cancellationToken).ConfigureAwait(false);
        }

        known.Add(id, sum);
        return new ImportedRecord(Word, id, isDryRun ? ImportedRecord.WouldImport : ImportedRecord.Imported)
        {
            Redacted = redacted,
            Warnings = warnings,
        };
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
    /// <param name="record">The record.</param>
    /// <param name="warnings">Receives what went wrong beside it, for people.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    protected abstract Task CreateAsync(T record, ICollection<string> warnings, CancellationToken cancellationToken);

    /// <summary>Refuses what <see cref="CreateAsync"/> would refuse, and stores nothing.</summary>
    protected virtual Task RehearseAsync(T record, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Makes all records durable that were there when the import began: the disk may have refused whoever wrote them, and what is answered as
    /// unchanged has to stay. For kinds whose records share their files; SQLite shows what is flushed, and its log is flushed when the drafts are opened.
    /// </summary>
    protected virtual Task ConfirmAllAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The same for one record, of a kind that keeps each in a file of its own.</summary>
    protected virtual Task ConfirmAsync(T record, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Takes over what a record that is there says beside what counts when two are compared.</summary>
    /// <exception cref="ConflictException">The one that is there says otherwise.</exception>
    protected virtual Task<ImportedRecord> MeetAsync(T record, bool isDryRun, CancellationToken cancellationToken) =>
        Task.FromResult(new ImportedRecord(Word, IdOf(record), ImportedRecord.Unchanged));

    /// <summary>Takes note of a record that the store holds when the import begins.</summary>
    protected virtual void Know(T record)
    {
    }

    /// <summary>Whether the store holds a record, or will when a dry run is repeated in earnest.</summary>
    protected bool IsKnown(string id) => known?.ContainsKey(id) == true;

    /// <summary>What of a record counts when two are compared.</summary>
    protected virtual T Comparable(T record) => record;

    /// <summary>A record as it may be stored.</summary>
    /// <param name="record">As it was exported.</param>
    /// <param name="redacted">How many secrets were made unreadable.</param>
    /// <exception cref="InvalidInputException">It may not be stored at all.</exception>
    protected virtual T Storable(T record, out int redacted)
    {
        redacted = 0;
        return record;
    }

    private async Task<ImportedRecord> KeepAsync(T record, bool isDryRun, CancellationToken cancellationToken)
    {
        if (!isDryRun)
        {
            if (!isConfirmed)
            {
                await ConfirmAllAsync(cancellationToken).ConfigureAwait(false);
                isConfirmed = true;
            }

            await ConfirmAsync(record, cancellationToken).ConfigureAwait(false);
        }

        return await MeetAsync(record, isDryRun, cancellationToken).ConfigureAwait(false);
    }

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
            Know(record);
        }

        return found;
    }
}
