namespace Daybook;

/// <summary>
/// Ids that sort by time: 48 bits of milliseconds since 1970 and 80 random ones, in 26 letters of Crockford's base 32.
/// </summary>
public static class Ulid
{
    /// <summary>The length of one.</summary>
    public const int Length = 26;

    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int TimeLetters = 10;

    /// <summary>Makes one of a time and a random id, of which ten random bytes are used.</summary>
    public static string Create(DateTimeOffset time, Guid random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.TryWriteBytes(bytes, bigEndian: true, out _);
        Span<char> text = stackalloc char[Length];
        long milliseconds = Math.Max(0, time.ToUnixTimeMilliseconds());
        for (int index = TimeLetters - 1; index >= 0; index--)
        {
            text[index] = Letters[(int)(milliseconds & 31)];
            milliseconds >>= 5;
        }

        // Bytes 6 and 8 of a random UUID hold its version and variant; ten of the others are taken.
        UInt128 rest = 0;
        foreach (byte value in (ReadOnlySpan<byte>)[bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[12], bytes[13], bytes[14], bytes[15]])
        {
            rest = (rest << 8) | value;
        }

        for (int index = Length - 1; index >= TimeLetters; index--)
        {
            text[index] = Letters[(int)(uint)(rest & 31)];
            rest >>= 5;
        }

        return new string(text);
    }

    /// <summary>When one was made; null if the text is none.</summary>
    public static DateTimeOffset? TimeOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length != Length || text[0] > '7')
        {
            return null;
        }

        long milliseconds = 0;
        for (int index = 0; index < Length; index++)
        {
            int digit = Letters.IndexOf(text[index], StringComparison.Ordinal);
            if (digit < 0)
            {
                return null;
            }

            milliseconds = index < TimeLetters ? (milliseconds << 5) | (uint)digit : milliseconds;
        }

        return milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }
}
