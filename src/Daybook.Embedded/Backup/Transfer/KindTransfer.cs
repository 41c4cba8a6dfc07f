using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Daybook.Backup;
using Daybook.Errors;

namespace Daybook.Embedded.Backup.Transfer;

/// <summary>How the records of one kind leave a store as JSON and come into another.</summary>
internal abstract class KindTransfer
{
    private protected static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.Default };

    /// <summary>The word for the kind in a line.</summary>
    internal abstract string Word { get; }

    /// <summary>What of the lines so far waits for others that have not come, in words.</summary>
    internal virtual IEnumerable<string> Unsettled => [];

    /// <summary>All records, each as one object, in the order in which the store lists them.</summary>
    internal abstract IAsyncEnumerable<ReadOnlyMemory<byte>> ExportAsync(ProblemList problems, CancellationToken cancellationToken);

    /// <summary>Stores a record, unless it is there.</summary>
    /// <exception cref="InvalidInputException">It is nothing that a store may hold.</exception>
    /// <exception cref="ConflictException">Another record has its id.</exception>
    internal abstract Task<ImportedRecord> ImportAsync(JsonElement json, bool isDryRun, CancellationToken cancellationToken);

    /// <summary>Refuses a record with the seal of a stored line, which no export writes: it would vouch for bytes that are written anew.</summary>
    /// <exception cref="InvalidInputException">It has one.</exception>
    private protected static void RefuseSeal(JsonElement json)
    {
        if (json.TryGetProperty("crc32c"u8, out _))
        {
            throw new InvalidInputException("crc32c belongs to stored lines and cannot be given") { Hint = "leave crc32c out" };
        }
    }

    private protected static ReadOnlyMemory<byte> Encode(Action<Utf8JsonWriter> write)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(output, Plain);
        write(writer);
        writer.Flush();
        return output.WrittenMemory;
    }
}
