using System.Buffers;
using System.Text;
using System.Text.Json;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>A record as one text, equal for records that say the same.</summary>
internal static class MemoryText
{
    internal static string Of(MemoryRecord record)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, MemoryJson.WriterOptions))
        {
            MemoryJson.Write(writer, record);
        }

        return Encoding.UTF8.GetString(json.WrittenSpan);
    }
}
