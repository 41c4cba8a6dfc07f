namespace Daybook.Secrets;

/// <summary>A name and a password with a colon between them, in base64, as Docker keeps them in its <c>config.json</c>.</summary>
internal static class BasicCredentials
{
    /// <summary>Longer ones are no password that somebody typed.</summary>
    private const int BytesMax = 256;

    /// <summary>Whether a value is one. A word is hardly ever: what it would decode to is not printable.</summary>
    internal static bool Are(ReadOnlySpan<char> value)
    {
        Span<byte> bytes = stackalloc byte[BytesMax];
        if (!Convert.TryFromBase64Chars(value, bytes, out int count))
        {
            return false;
        }

        ReadOnlySpan<byte> pair = bytes[..count];
        int colon = pair.IndexOf((byte)':');
        return colon > 0 && colon < count - 1 && !pair.ContainsAnyExceptInRange((byte)'!', (byte)'~');
    }
}
