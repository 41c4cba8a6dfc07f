using System.Text.Json;
using Daybook.Errors;
using Daybook.Memory;

namespace Daybook.Cli.Input;

/// <summary>Reads a memory record that someone gives us.</summary>
internal static class RecordInput
{
    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidInputException">It is no JSON object, too long, or has a seal, which only a stored line may have.</exception>
    public static MemoryRecord Read(InputItem item)
    {
        if (item.Bytes is not { } bytes)
        {
            throw new InvalidInputException($"the record is longer than {InputLines.BytesMax} bytes");
        }

        try
        {
            MemoryRecord record = MemoryJson.Read(bytes, oddities: null);
            return HasSeal(bytes)
                ? throw new InvalidInputException("crc32c belongs to stored lines and cannot be given") { Hint = "leave crc32c out" }
                : record;
        }
        catch (JsonException broken)
        {
            throw new InvalidInputException(WithoutPlace(broken.Message), broken);
        }
    }

    // The place that the parser names counts from the start of this record, which would mislead.
    private static string WithoutPlace(string message) => message.Split(" LineNumber:", 2)[0].Trim();

    private static bool HasSeal(byte[] bytes)
    {
        using JsonDocument document = JsonDocument.Parse(bytes.AsMemory(bytes.AsSpan().StartsWith("\uFEFF"u8) ? "\uFEFF"u8.Length : 0));
        return document.RootElement.TryGetProperty("crc32c"u8, out _);
    }
}
