using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Daybook.Embedded.Tasks;

/// <summary>
/// Ids for tasks of another program that have none. They come from what the task says, so that everybody who reads the file before the first
/// write sees the same ids, and the first write keeps them.
/// </summary>
internal sealed class FoundingIds
{
    private const int IdBytes = 16;

    private readonly Dictionary<string, int> repeats = new(StringComparer.Ordinal);

    /// <summary>The id of a task; rows that say the same are told apart by their order.</summary>
    internal string For(JsonElement row)
    {
        string content = row.GetRawText();
        int repeat = repeats.GetValueOrDefault(content);
        repeats[content] = repeat + 1;
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{repeat}:{content}")));
        Span<byte> id = hash.AsSpan(0, IdBytes);

        // Version 8 of RFC 9562: an id by a rule of one's own.
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true).ToString();
    }
}
