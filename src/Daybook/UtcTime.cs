using System.Buffers.Text;
using System.Globalization;

namespace Daybook;

/// <summary>
/// Times on the wire: <c>yyyy-MM-ddTHH:mm:ss.fffffffZ</c> when written; every ISO 8601 shape that other programs write when read.
/// </summary>
public static class UtcTime
{
    /// <summary>The length of a written time.</summary>
    public const int Length = 28;

    // Numbers above this are milliseconds: as seconds it would be the year 5138.
    private const decimal SecondsMax = 1e11m;
    private const int FractionDigitsMax = 7;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd' 'HH:mmK",
        "yyyyMMdd'T'HHmmssK",
        "yyyy-MM-dd",
    ];

    /// <summary>Writes a time; <paramref name="utf8"/> has <see cref="Length"/> bytes or more.</summary>
    public static void Format(DateTimeOffset time, Span<byte> utf8)
    {
        bool fits = Utf8Formatter.TryFormat(time.UtcDateTime, utf8, out _, new System.Buffers.StandardFormat('O'));
        ArgumentOutOfRangeException.ThrowIfEqual(fits, false);
    }

    /// <summary>Reads a time, or answers null. One without an offset is UTC, never local time.</summary>
    public static DateTimeOffset? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParseExact(Shortened(text.Trim()), Formats, CultureInfo.InvariantCulture, Styles, out DateTimeOffset time)
            ? time
            : null;
    }

    /// <summary>Reads seconds, or milliseconds when it is that large, since 1970; null outside the years 1 to 9999.</summary>
    public static DateTimeOffset? FromEpoch(decimal number)
    {
        decimal seconds = Math.Abs(number) > SecondsMax ? number / 1000 : number;
        decimal ticks = decimal.Round(seconds * TimeSpan.TicksPerSecond) + DateTimeOffset.UnixEpoch.Ticks;
        return ticks >= 0 && ticks <= DateTimeOffset.MaxValue.Ticks ? new DateTimeOffset((long)ticks, TimeSpan.Zero) : null;
    }

    // Some write nanoseconds; a tick is a hundred of them.
    private static string Shortened(string text)
    {
        int dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            return text;
        }

        int end = dot + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        int kept = dot + 1 + FractionDigitsMax;
        return end > kept ? text.Remove(kept, end - kept) : text;
    }
}
