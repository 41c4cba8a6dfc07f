using System.Buffers;
using System.Text;
using Daybook.Durability.Integrity;
using Daybook.Embedded.Tasks;

namespace Daybook.Proof.Fuzzing;

/// <summary>Makes inputs of valid ones: mostly a little wrong, sometimes very, sometimes not at all.</summary>
/// <param name="target">Whose seeds and words.</param>
/// <param name="random">Decides.</param>
internal sealed class Mutator(IFuzzTarget target, FuzzRandom random)
{
    /// <summary>The longest input; long enough for nesting beyond every bound, short enough to try very many.</summary>
    public const int BytesMax = 16 << 10;

    private const int MutationsMax = 4;

    // What has broken parsers before, whatever they parse.
    private static readonly byte[][] Common =
    [
        .. new[]
        {
            "\0", "\r", "\n", "\r\n", "\t", "\"", "\\", "\\\"", "\\u", "\\ud800", "\\udc00", "\\uD83D\\uDE00", "\\u0000", "{", "}", "[", "]", ":", ",", "{}", "[]", "null",
            "true", "0", "-0", "-1", "1e999", "1e-999", "2147483647", "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808",
            "-9223372036854775808", "18446744073709551616", "0.1", "01", "NaN", "Infinity", "-Infinity", "\uFEFF", "\u0085", "\u2028", "\u202E", "é", "😀", "..", "/", "../", "a/b", "%",
            "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2026-02-30", "1970-01-01", "\"crc32c\"", "'", "#", "--", "-", "=",
        }.Select(Encoding.UTF8.GetBytes),
        [0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF, 0xFE], [0xEF, 0xBB, 0xBF], [0xF0, 0x9F],
    ];

    private readonly byte[][] words = [.. target.Tokens.Select(Encoding.UTF8.GetBytes)];
    private readonly byte[] bytes = new byte[BytesMax * 2];
    private readonly byte[] other = new byte[BytesMax * 2];
    private int length;

    /// <summary>The next input; valid until the one after.</summary>
    public ReadOnlySpan<byte> Next()
    {
        byte[] seed = random.Of(target.Seeds);
        Set(seed);
        for (int left = random.Below(MutationsMax + 1); left > 0; left--)
        {
            Mutate();
        }

        length = Math.Min(length, BytesMax);
        return target.Seal == SealForm.None || random.IsOneIn(2) ? bytes.AsSpan(0, length) : Sealed();
    }

    private void Set(ReadOnlySpan<byte> content)
    {
        length = Math.Min(content.Length, BytesMax);
        content[..length].CopyTo(bytes);
    }

    private void Mutate()
    {
        int at = random.Below(length + 1);
        int span = Math.Min(length - at, 1 + random.Below(random.IsOneIn(4) ? length + 1 : 8));
        switch (random.Below(random.IsOneIn(50) ? 15 : 12))
        {
            case 0 when length > 0:
                bytes[random.Below(length)] ^= (byte)(1 << random.Below(8));
                break;
            case 1 when length > 0:
                bytes[random.Below(length)] = (byte)random.Next();
                break;
            case 2:
                Replace(at, span, []);
                break;
            case 3:
                length = at;
                break;
            case 4:
                Replace(at, 0, bytes.AsSpan(at, span).ToArray());
                break;
            case 5 or 6:
                Replace(at, random.IsOneIn(2) ? span : 0, random.Of(Common));
                break;
            case 7 or 8 when words.Length > 0:
                Replace(at, random.IsOneIn(2) ? span : 0, random.Of(words));
                break;
            case 9:
                Splice(at);
                break;
            case 10:
                ReplaceNumber(at);
                break;
            case 11:
                MovePiece(at, span);
                break;
            case 12:
                Nest(at);
                break;
            case 13:
                Replace(at, 0, Repeated(random.Of(Common), random.Below(2_000)));
                break;
            case 14 when span > 0:
                Replace(at, 0, Repeated(bytes.AsSpan(at, span).ToArray(), random.Below(200)));
                break;
        }
    }

    private void Replace(int at, int count, ReadOnlySpan<byte> with)
    {
        int fits = Math.Min(with.Length, bytes.Length - length + count);
        int rest = length - at - count;
        bytes.AsSpan(at + count, rest).CopyTo(other);
        with[..fits].CopyTo(bytes.AsSpan(at));
        other.AsSpan(0, rest).CopyTo(bytes.AsSpan(at + fits));
        length = at + fits + rest;
        length = Math.Min(length, BytesMax);
    }

    /// <summary>Goes on with a piece of another seed.</summary>
    private void Splice(int at)
    {
        byte[] donor = random.Of(target.Seeds);
        int from = random.Below(donor.Length + 1);
        int take = random.Below(donor.Length - from + 1);
        Replace(at, random.IsOneIn(2) ? length - at : 0, donor.AsSpan(from, take));
    }

    /// <summary>Puts a number in the place of the next one.</summary>
    private void ReplaceNumber(int at)
    {
        int start = bytes.AsSpan(at, length - at).IndexOfAnyInRange((byte)'0', (byte)'9');
        if (start >= 0)
        {
            start += at;
            int end = bytes.AsSpan(start, length - start).IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            int shift = random.Below(64);
            string number = random.IsOneIn(3) ? $"{unchecked((long)(1UL << shift) - random.Below(2))}" : $"{random.Below(100)}";
            Replace(start, end < 0 ? length - start : end, Encoding.ASCII.GetBytes(number));
        }
    }

    private void MovePiece(int at, int span)
    {
        byte[] piece = bytes.AsSpan(at, span).ToArray();
        Replace(at, span, []);
        Replace(random.Below(length + 1), 0, piece);
    }

    private void Nest(int at)
    {
        int depth = 1 + random.Below(random.IsOneIn(4) ? 5_000 : 80);
        bool isList = random.IsOneIn(2);
        byte[] open = Repeated(isList ? "["u8.ToArray() : "{\"a\":"u8.ToArray(), depth);
        byte[] close = Repeated(isList ? "]"u8.ToArray() : "}"u8.ToArray(), random.IsOneIn(8) ? depth - 1 : depth);
        Replace(at, 0, [.. open, .. isList ? [] : "1"u8, .. close]);
    }

    private static byte[] Repeated(byte[] piece, int times)
    {
        byte[] all = new byte[Math.Min(piece.Length * times, BytesMax)];
        for (int index = 0; index < all.Length; index++)
        {
            all[index] = piece[index % piece.Length];
        }

        return all;
    }

    /// <summary>The input with a checksum that is right, where it has a place for one.</summary>
    private ReadOnlySpan<byte> Sealed()
    {
        ReadOnlySpan<byte> whole = bytes.AsSpan(0, length);
        if (target.Seal == SealForm.Document)
        {
            int end = whole.LastIndexOf(",\n  \"crc32c\""u8);
            return end > 0 ? CurrentFile.Seal([.. whole[..end], .. "\n}"u8]) : whole;
        }

        ReadOnlySpan<byte> trimmed = whole.TrimEnd((byte)'\n');
        ReadOnlySpan<byte> body = SealedLine.BodyOf(trimmed);
        body = body.Length == trimmed.Length ? trimmed.TrimEnd((byte)'}') : body;
        if (body.IsEmpty)
        {
            return whole;
        }

        var line = new ArrayBufferWriter<byte>(body.Length + 32);
        SealedLine.Write([.. body, (byte)'}'], line);
        return line.WrittenSpan;
    }
}
