using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Daybook.Embedded.Memory;

/// <summary>
/// What is left of a record whose bytes were overwritten: <c>{"purged":"…"}</c> and blanks to the length that the line had. It is no
/// record, and nothing is wrong with it.
/// </summary>
internal static class PurgedLine
{
    private static ReadOnlySpan<byte> Opening => "{\"purged\":\""u8;

    private static ReadOnlySpan<byte> Closing => "\"}"u8;

    /// <summary>Where less than this of a line was written over, its id still stands whole in the rest.</summary>
    private static ReadOnlySpan<byte> Filler => "#######"u8;

    /// <summary>Whether a line is one, of whichever record.</summary>
    internal static bool Is(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> text = line.TrimEnd((byte)' ');
        return text.Length >= Opening.Length + Closing.Length && text.StartsWith(Opening) && text.EndsWith(Closing)
            && text[Opening.Length..^Closing.Length].IndexOfAny((byte)'"', (byte)' ') < 0;
    }

    /// <summary>Whether a line that holds no record is what an interrupted purge left: its bytes are on their way out.</summary>
    internal static bool IsHalf(ReadOnlySpan<byte> line) => line.StartsWith(Filler) || line.EndsWith(Filler);

    /// <summary>Writes one of a given length. Where the id does not fit it is left out, and where nothing fits there are blanks alone.</summary>
    internal static void Write(string id, int length, IBufferWriter<byte> output)
    {
        byte[] name = Encoding.ASCII.GetBytes(JsonEncodedText.Encode(id).ToString());
        int room = length - Opening.Length - Closing.Length;
        Span<byte> line = output.GetSpan(length)[..length];
        line.Fill((byte)' ');
        if (room >= 0)
        {
            ReadOnlySpan<byte> written = name.Length <= room && name.AsSpan().IndexOf((byte)' ') < 0 ? name : [];
            Opening.CopyTo(line);
            written.CopyTo(line[Opening.Length..]);
            Closing.CopyTo(line[(Opening.Length + written.Length)..]);
        }

        output.Advance(length);
    }
}
