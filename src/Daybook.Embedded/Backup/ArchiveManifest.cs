using System.Buffers;
using System.Text.Json;
using Daybook.Errors;

namespace Daybook.Embedded.Backup;

/// <summary>The first entry of an archive: what is in it, so that whoever reads it knows what must come.</summary>
/// <param name="StoreId">The store.</param>
/// <param name="CreatedAt">When the backup was made, UTC.</param>
/// <param name="Records">How many records of each kind are in it.</param>
/// <param name="Files">All files, in their order.</param>
internal sealed record ArchiveManifest(
    string StoreId, DateTimeOffset CreatedAt, IReadOnlyDictionary<string, long> Records, IReadOnlyList<ArchivedFile> Files)
{
    /// <summary>The entry's name.</summary>
    internal const string FileName = "manifest.json";

    /// <summary>The format of archives that is written, and the newest that is read.</summary>
    internal const int FormatSupported = 1;

    /// <summary>A manifest of some 300,000 files; what says that it is longer is no archive of ours.</summary>
    internal const int BytesMaximum = 64 << 20;

    private const int Sha256Characters = 64;

    /// <summary>All bytes that the files have.</summary>
    internal long TotalBytes => Files.Sum(static file => file.Length);

    /// <summary>The bytes of the entry.</summary>
    internal byte[] Encode()
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        writer.WriteNumber("format"u8, FormatSupported);
        writer.WriteString("store_id"u8, StoreId);
        Span<byte> time = stackalloc byte[UtcTime.Length];
        UtcTime.Format(CreatedAt, time);
        writer.WriteString("created_at"u8, time);
        writer.WriteStartObject("records"u8);
        foreach ((string kind, long count) in Records)
        {
            writer.WriteNumber(kind, count);
        }

        writer.WriteEndObject();
        writer.WriteStartArray("files"u8);
        foreach (ArchivedFile file in Files)
        {
            writer.WriteStartObject();
            writer.WriteString("path"u8, file.Path);
            writer.WriteNumber("length"u8, file.Length);
            writer.WriteString("sha256"u8, file.Sha256);
            if (file.IsShared)
            {
                writer.WriteBoolean("shared"u8, true);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Reads the entry.</summary>
    /// <param name="content">Its bytes.</param>
    /// <param name="archive">The archive, for the message.</param>
    /// <exception cref="NewerFormatException">A newer version wrote it.</exception>
    /// <exception cref="InvalidDataException">It is not what it should be; the message says why.</exception>
    internal static ArchiveManifest Parse(ReadOnlyMemory<byte> content, string archive)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(content);
            JsonElement root = document.RootElement;
            long format = root.GetProperty("format").GetInt64();
            if (format > FormatSupported)
            {
                throw new NewerFormatException(archive, format, FormatSupported) { Hint = "use a newer daybook" };
            }

            ArchivedFile[] files = [.. root.GetProperty("files").EnumerateArray().Select(ParseFile)];
            if (files.DistinctBy(static file => file.Path, StringComparer.OrdinalIgnoreCase).Count() != files.Length)
            {
                throw new InvalidDataException("its manifest names a file twice");
            }

            HashSet<string> folders = [.. files.SelectMany(static file => file.Folders)];
            if (Array.Find(files, file => folders.Contains(file.Path)) is { } folder)
            {
                throw new InvalidDataException($"its manifest names {folder.Path} as a file and as a folder");
            }

            if (files.Sum(static file => (decimal)file.Length) > long.MaxValue)
            {
                throw new InvalidDataException("its manifest lists more bytes than any disk has");
            }

            return new ArchiveManifest(
                root.GetProperty("store_id").GetString() ?? "",
                UtcTime.Parse(System.Text.Encoding.UTF8.GetBytes(root.GetProperty("created_at").GetString() ?? "")) ?? default,
                root.GetProperty("records").EnumerateObject().ToDictionary(static kind => kind.Name, static kind => kind.Value.GetInt64(), StringComparer.Ordinal),
                files);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InvalidDataException("its manifest cannot be read: " + failure.Message, failure);
        }
    }

    private static ArchivedFile ParseFile(JsonElement file)
    {
        var parsed = new ArchivedFile(
            file.GetProperty("path").GetString() ?? "",
            file.GetProperty("length").GetInt64(),
            file.GetProperty("sha256").GetString() ?? "",
            file.TryGetProperty("shared", out JsonElement shared) && shared.GetBoolean());
        return !ArchivedFile.IsSafe(parsed.Path) ? throw new InvalidDataException($"its manifest names a file outside of the store: '{parsed.Path}'")
            : parsed.Length < 0 || parsed.Sha256.Length != Sha256Characters ? throw new InvalidDataException($"its manifest has no length or sum of {parsed.Path}")
            : parsed;
    }
}
