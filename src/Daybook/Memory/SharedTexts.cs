using System.Text;

namespace Daybook.Memory;

/// <summary>
/// Short texts that come again and again while records are read: types, repositories, severities. Each is kept once instead of once
/// a record. What is kept is bounded, and safe for concurrent use: two threads at worst make the same text twice.
/// </summary>
internal static class SharedTexts
{
    private const int BytesMax = 64;
    private const int Slots = 256;

    private static readonly string[] Kept = [.. Enumerable.Repeat("", Slots)];

    /// <summary>The text of these bytes of UTF-8.</summary>
    public static string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > BytesMax)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        int slot = ((utf8.Length * 31) + (utf8[0] * 17) + (utf8[utf8.Length / 2] * 7) + utf8[^1]) % Slots;
        string kept = Kept[slot];
        return Ascii.Equals(utf8, kept) ? kept : Kept[slot] = Encoding.UTF8.GetString(utf8);
    }
}
