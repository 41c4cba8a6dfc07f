using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Daybook.Backup;
using Daybook.Drafts;
using Daybook.Errors;

namespace Daybook.Embedded.Backup.Transfer;

/// <summary>
/// Takes records out of a store and into it, one JSON object each: <c>{"kind":"memory","record":{…}}</c>. What an export wrote an import takes, in
/// any order, any number of times.
/// </summary>
public sealed class StoreTransfer
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 66 };

    private readonly IReadOnlyList<KindTransfer> kinds;

    internal StoreTransfer(IReadOnlyList<KindTransfer> kinds) => this.kinds = kinds;

    /// <summary>What of the imported lines waits for others that have not come yet, in words. What is here after the last line was not done.</summary>
    public IReadOnlyList<string> Unsettled => [.. kinds.SelectMany(static kind => kind.Unsettled)];

    /// <summary>The records of the store, each as one line without its newline. Builder memory goes with drafts, as lines of kind <c>recall</c>.</summary>
    /// <param name="kind">The one kind that is wanted; null for all.</param>
    /// <param name="problems">Receives what is skipped or doubted.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="StorageException">The disk refused.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ExportAsync(
        string? kind, ProblemList problems, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(problems);
        foreach (KindTransfer transfer in kinds.Where(transfer => kind is null || KindOf(transfer.Word) == kind))
        {
            byte[] head = Encoding.UTF8.GetBytes($"{{\"kind\":\"{transfer.Word}\",\"record\":");
            await foreach (ReadOnlyMemory<byte> record in transfer.ExportAsync(problems, cancellationToken).ConfigureAwait(false))
            {
                var line = new ArrayBufferWriter<byte>(head.Length + record.Length + 1);
                line.Write(head);
                line.Write(record.Span);
                line.Write("}"u8);
                yield return line.WrittenMemory;
            }
        }
    }

    /// <summary>Stores one record, unless it is there and says the same. When the task completes it is durable.</summary>
    /// <param name="line">The object; a byte order mark before it, from an editor, is none of it.</param>
    /// <param name="isDryRun">Whether it is only said what would happen.</param>
    /// <param name="cancellationToken">Withdraws it before it is written.</param>
    /// <exception cref="InvalidInputException">It is no such object, or nothing that a store may hold.</exception>
    /// <exception cref="ConflictException">Another record has its id; that one stays.</exception>
    /// <exception cref="BusyException">A lock stayed with another process.</exception>
    /// <exception cref="StorageException">The disk refused; nothing was stored.</exception>
    /// <exception cref="DurabilityUnknownException">Written, but the flush failed.</exception>
    public async Task<ImportedRecord> ImportAsync(ReadOnlyMemory<byte> line, bool isDryRun, CancellationToken cancellationToken)
    {
        using JsonDocument document = Parse(line[^LineShape.WithoutByteOrderMark(line.Span).Length..]);
        JsonElement root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("kind", out JsonElement word) || word.ValueKind != JsonValueKind.String
            || !root.TryGetProperty("record", out JsonElement record) || record.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidInputException("the line is no exported record")
            {
                Hint = "each is an object {\"kind\":…,\"record\":{…}}, as daybook export writes it; records of memory alone are for daybook memory add --from-json",
            };
        }

        KindTransfer transfer = kinds.FirstOrDefault(kind => kind.Word == word.GetString())
            ?? throw new InvalidInputException($"\"{word.GetString()}\" is no kind of record") { Hint = $"kinds are {string.Join(", ", kinds.Select(static kind => kind.Word))}" };
        return await transfer.ImportAsync(record, isDryRun, cancellationToken).ConfigureAwait(false);
    }

    private static string KindOf(string word) => word == RecallTransfer.Name ? Draft.KindName : word;

    private static JsonDocument Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            DocumentJson.CheckTexts(line.Span, Strict.MaxDepth);
            return JsonDocument.Parse(line, Strict);
        }
        catch (JsonException failure)
        {
            throw new InvalidInputException($"the line is no JSON object: {failure.Message}", failure);
        }
        catch (InvalidOperationException failure)
        {
            throw new InvalidInputException("a text of the line is not valid UTF-8, or has half of a surrogate pair in it", failure);
        }
    }
}
