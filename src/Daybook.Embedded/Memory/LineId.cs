using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Daybook.Embedded.Memory;

/// <summary>The id of a line, found without reading the whole record.</summary>
internal static class LineId
{
    private const ulong FnvOffset = 0xCBF29CE484222325;
    private const ulong FnvPrime = 0x100000001B3;

    private static readonly SearchValues<byte> Ends = SearchValues.Create("\"\\"u8);

    private static ReadOnlySpan<byte> Start => "{\"id\":\""u8;

    /// <summary>A sum of the id, the same for one id however it is written; null where no id is found. Two ids may share one.</summary>
    internal static ulong? HashOf(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith(Start))
        {
            ReadOnlySpan<byte> rest = line[Start.Length..];
            int end = rest.IndexOfAny(Ends);
            if (end >= 0 && rest[end] == '"')
            {
                return Hash(rest[..end]);
            }
        }

        return HashOfForeign(line);
    }

    /// <summary>The same sum of an id that is known.</summary>
    internal static ulong HashOf(string id) => Hash(Encoding.UTF8.GetBytes(id));

    /// <summary>Another writer's line, whose id stands elsewhere, or an id with escapes in it.</summary>
    private static ulong? HashOfForeign(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(MemoryLine.IsBlank(line) ? "{}"u8 : line);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
                {
                    bool isId = reader.ValueTextEquals("id"u8);
                    reader.Read();
                    if (isId)
                    {
                        return reader.TokenType == JsonTokenType.String ? HashOfText(ref reader) : null;
                    }

                    reader.Skip();
                }
            }
        }
        catch (JsonException) when (PythonNumbers.Quoted(line) is { } quoted)
        {
            return HashOfForeign(quoted);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // No record, or an id that is no text: its reader will say so.
        }

        return null;
    }

    private static ulong HashOfText(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return Hash(reader.ValueSpan);
        }

        byte[] text = new byte[reader.ValueSpan.Length];
        return Hash(text.AsSpan(0, reader.CopyString(text)));
    }

    /// <summary>FNV-1a, stirred, since the bits of the sum are used apart.</summary>
    private static ulong Hash(ReadOnlySpan<byte> id)
    {
        ulong hash = FnvOffset;
        foreach (byte letter in id)
        {
            hash = (hash ^ letter) * FnvPrime;
        }

        hash ^= hash >> 33;
        hash *= 0xFF51AFD7ED558CCD;
        return hash ^ (hash >> 33);
    }
}
