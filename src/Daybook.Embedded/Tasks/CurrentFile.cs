using System.Buffers;
using System.Text.Json;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Integrity;
using Daybook.Errors;

namespace Daybook.Embedded.Tasks;

/// <summary>What stands at the path of <c>current.json</c> or of its backup.</summary>
/// <param name="Content">The bytes; null where there is no file.</param>
/// <param name="Document">The bytes as JSON; null where they are none.</param>
/// <param name="IsIntact">Whether this program wrote them and nobody changed them since.</param>
internal sealed record CurrentFile(byte[]? Content, JsonElement? Document, bool IsIntact)
{
    /// <summary>The version that this program writes, and the newest it reads.</summary>
    internal const int SchemaSupported = 1;

    /// <summary>The longest that is read; what is written stays far below.</summary>
    private const int BytesMaximum = 64 << 20;

    private const int HexDigits = 8;

    private static ReadOnlySpan<byte> SealOpening => ",\n  \"crc32c\": \""u8;

    private static ReadOnlySpan<byte> SealClosing => "\"\n}\n"u8;

    /// <summary>The number of the latest event that it knows; 0 where something else wrote it, or where it does not say.</summary>
    internal long Seq => IsIntact && Document is { } document ? new FoundingTasks(document, default).Seq : 0;

    /// <summary>The number of the latest event that <c>current.json</c>, or else its backup, shows to have happened here.</summary>
    internal static long SeqShown(TaskPlaces places, CurrentFile current, CurrentFile backup) =>
        places.IsShared ? 0 : current.IsIntact ? current.Seq : backup.Seq;

    /// <summary>Reads a file.</summary>
    /// <exception cref="NewerFormatException">A newer version wrote it.</exception>
    internal static CurrentFile Read(IFileSystem fileSystem, string path)
    {
        byte[]? content;
        try
        {
            content = fileSystem.ReadAll(path, BytesMaximum);
        }
        catch (RecordTooLargeException)
        {
            return new CurrentFile([], null, IsIntact: false);
        }

        if (content is null)
        {
            return new CurrentFile(null, null, IsIntact: false);
        }

        bool isSealed = IsSealed(content);
        JsonElement? document = DocumentJson.Parse(content, isSealed ? DocumentJson.OwnLevelsMax : DocumentJson.LevelsMax);
        if (document is { } root && root.TryGetProperty("schema_version", out JsonElement version)
            && version.ValueKind == JsonValueKind.Number && version.TryGetInt64(out long found) && found > SchemaSupported)
        {
            throw new NewerFormatException(path, found, SchemaSupported);
        }

        return new CurrentFile(content, document, isSealed && document is not null);
    }

    /// <summary>Seals an indented object: its last member becomes the sum of everything before it.</summary>
    internal static byte[] Seal(ReadOnlySpan<byte> json)
    {
        var output = new ArrayBufferWriter<byte>(json.Length + 64);
        ReadOnlySpan<byte> body = json[..^"\n}"u8.Length];
        output.Write(body);
        output.Write(SealOpening);
        WriteSum(body, output.GetSpan(HexDigits));
        output.Advance(HexDigits);
        output.Write(SealClosing);
        return output.WrittenSpan.ToArray();
    }

    private static bool IsSealed(ReadOnlySpan<byte> content)
    {
        int bodyLength = content.Length - SealOpening.Length - HexDigits - SealClosing.Length;
        if (bodyLength <= 0 || !content.EndsWith(SealClosing) || !content[bodyLength..].StartsWith(SealOpening))
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[HexDigits];
        WriteSum(content[..bodyLength], expected);
        return content.Slice(bodyLength + SealOpening.Length, HexDigits).SequenceEqual(expected);
    }

    private static void WriteSum(ReadOnlySpan<byte> body, Span<byte> hex) =>
        _ = System.Buffers.Text.Utf8Formatter.TryFormat(Crc32C.Compute(body), hex, out _, new StandardFormat('x', HexDigits));
}
