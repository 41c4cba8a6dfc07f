using System.Text;

namespace Daybook.Embedded.Sqlite.Salvage;

/// <summary>One column of a row, as far as rows of ours have it: a null, a whole number or a text.</summary>
/// <param name="Text">The text, also where it is stored as bytes, which SQLite reads as one; null for anything else.</param>
/// <param name="Number">The number; null for anything else.</param>
/// <param name="IsNull">Whether it is a null.</param>
internal readonly record struct RecordValue(string? Text, long? Number, bool IsNull)
{
    private const int ColumnsMax = 100;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a record of the file format: a header of types and then the values.</summary>
    /// <returns>Null if it is none.</returns>
    internal static IReadOnlyList<RecordValue>? ReadRecord(ReadOnlySpan<byte> payload)
    {
        ReadOnlySpan<byte> header = payload;
        if (!ReadVarint(ref header, out long headerBytes) || headerBytes < 1 || headerBytes > payload.Length)
        {
            return null;
        }

        int used = payload.Length - header.Length;
        if (headerBytes < used)
        {
            return null;
        }

        header = payload[used..(int)headerBytes];
        ReadOnlySpan<byte> body = payload[(int)headerBytes..];
        var values = new List<RecordValue>();
        while (!header.IsEmpty)
        {
            if (values.Count == ColumnsMax || !ReadVarint(ref header, out long type) || !ReadValue(ref body, type, out RecordValue value))
            {
                return null;
            }

            values.Add(value);
        }

        return values;
    }

    /// <summary>Reads a number of the format's own form: seven bits a byte, at most nine bytes.</summary>
    internal static bool ReadVarint(ref ReadOnlySpan<byte> bytes, out long value)
    {
        value = 0;
        for (int index = 0; index < 9 && index < bytes.Length; index++)
        {
            byte part = bytes[index];
            value = index == 8 ? (value << 8) | part : (value << 7) | (uint)(part & 0x7F);
            if (index == 8 || part < 0x80)
            {
                bytes = bytes[(index + 1)..];
                return true;
            }
        }

        return false;
    }

    private static bool ReadValue(ref ReadOnlySpan<byte> body, long type, out RecordValue value)
    {
        value = default;
        long length = type switch
        {
            0 or 8 or 9 => 0,
            >= 1 and <= 4 => type,
            5 => 6,
            6 or 7 => 8,
            >= 12 => (type - 12) / 2,
            _ => -1,
        };
        if (length < 0 || length > body.Length)
        {
            return false;
        }

        ReadOnlySpan<byte> bytes = body[..(int)length];
        body = body[(int)length..];
        return type switch
        {
            0 => Is(new RecordValue(null, null, IsNull: true), out value),
            8 or 9 => Is(new RecordValue(null, type - 8, IsNull: false), out value),
            <= 6 => Is(new RecordValue(null, NumberOf(bytes), IsNull: false), out value),
            >= 13 when type % 2 == 1 => IsText(bytes, out value),
            >= 12 when IsText(bytes, out value) => true,

            // A fraction, or bytes that are no text: no row of ours has one.
            _ => Is(new RecordValue(null, null, IsNull: false), out value),
        };
    }

    private static bool Is(RecordValue read, out RecordValue value)
    {
        value = read;
        return true;
    }

    private static bool IsText(ReadOnlySpan<byte> utf8, out RecordValue value)
    {
        value = default;
        try
        {
            return Is(new RecordValue(Strict.GetString(utf8), null, IsNull: false), out value);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static long NumberOf(ReadOnlySpan<byte> bytes)
    {
        long number = (sbyte)bytes[0];
        foreach (byte part in bytes[1..])
        {
            number = (number << 8) | part;
        }

        return number;
    }
}
