using System.Text.Json;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Operations;

namespace Daybook.Embedded;

/// <summary>The content of <c>daybook.json</c>, which makes a folder a store. What a newer minor version added is kept through a rewrite.</summary>
internal sealed record StoreFile
{
    /// <summary>The file's name.</summary>
    internal const string FileName = "daybook.json";

    /// <summary>The format this version writes, and the newest it reads.</summary>
    internal const int FormatSupported = 1;

    private const int BytesMaximum = 1 << 20;

    /// <summary>The version of everything in Daybook's own shape below this folder.</summary>
    public required int Format { get; init; }

    /// <summary>Tells this store from every other, wherever it is moved.</summary>
    public required string StoreId { get; init; }

    /// <summary>When it was created, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Where each kind lives.</summary>
    public Dictionary<string, KindPlace> Kinds { get; init; } = [];

    /// <summary>The kinds whose files git tracks; absent where there are none.</summary>
    public IReadOnlyList<string>? Track { get; init; }

    /// <summary>The bytes that were read: settings are looked up in them, so that a mistake can be told with its line.</summary>
    internal ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>What this version does not know, and the settings of kinds.</summary>
    public Dictionary<string, JsonElement> Extra { get; init; } = [];

    /// <summary>Reads the file of a store.</summary>
    /// <exception cref="NotFoundException">The folder is no store.</exception>
    /// <exception cref="NewerFormatException">A newer version wrote it.</exception>
    /// <exception cref="CorruptStoreException">It is not what it should be.</exception>
    internal static StoreFile Read(IFileSystem fileSystem, string folder)
    {
        string path = Path.Join(folder, FileName);
        byte[] content = ReadContent(fileSystem, path)
            ?? throw new NotFoundException($"{folder} is not a store: it has no {FileName}")
            {
                Path = folder,
                Hint = "run daybook init there, or name another store with --store",
            };
        try
        {
            return StoreFileReader.ReadFormat(content) is { } found and > FormatSupported
                ? throw new NewerFormatException(path, found, FormatSupported) { Hint = "use a newer daybook" }
                : StoreFileReader.Read(content);
        }
        catch (JsonException failure)
        {
            throw Corrupt(path, failure.LineNumber + 1, failure.Message);
        }
        catch (InvalidOperationException failure)
        {
            throw Corrupt(path, null, failure.Message);
        }
    }

    /// <summary>What stands for a file that cannot be read: every kind where it is by default.</summary>
    internal static StoreFile Unread { get; } = new() { Format = FormatSupported, StoreId = "", CreatedAt = DateTimeOffset.UnixEpoch, Content = "{}"u8.ToArray() };

    /// <summary>The ref that operations are committed to, <c>operations.ref</c>; null for the branch.</summary>
    internal string? OperationsReference =>
        Extra.TryGetValue(OperationRecord.KindName, out JsonElement block) && block.TryGetProperty("ref", out JsonElement name) ? name.GetString() : null;

    /// <summary>Whether git tracks the files of a kind.</summary>
    internal bool Tracks(string kind) => Track?.Contains(kind, StringComparer.Ordinal) == true;

    /// <summary>The bytes of the file.</summary>
    internal byte[] Encode() => StoreFileWriter.Write(this);

    private static byte[]? ReadContent(IFileSystem fileSystem, string path)
    {
        try
        {
            return fileSystem.ReadAll(path, BytesMaximum);
        }
        catch (RecordTooLargeException large)
        {
            throw Corrupt(path, null, $"it has {large.Bytes} bytes, and no such file is larger than {BytesMaximum}");
        }
    }

    private static CorruptStoreException Corrupt(string path, long? line, string reason) => new($"{path} cannot be read: {reason}")
    {
        Path = path,
        Line = line,
        Hint = "mend it by hand or move it away and run daybook init; the records beside it are untouched",
    };
}
