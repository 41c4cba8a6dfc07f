using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

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

    // Four times the year 9999 in milliseconds: beyond it nothing is a time, and some numbers are too large to be reckoned with.
    private const decimal MillisecondsMax = 1e15m;
    private const int FractionDigitsMax = 7;
    private const int PlainLengthMax = 33;

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

    /// <summary>Writes a time as text.</summary>
    public static string Format(DateTimeOffset time)
    {
        Span<byte> utf8 = stackalloc byte[Length];
        Format(time, utf8);
        return Encoding.ASCII.GetString(utf8);
    }

    /// <summary>Reads a time, or answers null. One without an offset is UTC, never local time.</summary>
    public static DateTimeOffset? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        // No plain time is longer, and a letter of another script makes it none.
        Span<byte> utf8 = stackalloc byte[PlainLengthMax];
        return Encoding.UTF8.TryGetBytes(text, utf8, out int length) && ParsePlain(utf8[..length]) is { } plain ? plain : ParseAny(text);
    }

    private static DateTimeOffset? ParseAny(string text)
    {
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParseExact(Shortened(text.Trim()), Formats, CultureInfo.InvariantCulture, Styles, out DateTimeOffset time)
            ? time
            : null;
    }

    /// <summary>Reads a time from its UTF-8 bytes, or answers null, as the other overload. The shapes that most programs write need no text.</summary>
    public static DateTimeOffset? Parse(ReadOnlySpan<byte> utf8)
    {
        return ParsePlain(utf8) ?? (Utf8.IsValid(utf8) ? ParseAny(Encoding.UTF8.GetString(utf8)) : null);
    }

    /// <summary><c>yyyy-MM-ddTHH:mm:ss</c>, up to seven digits of a fraction, then <c>Z</c> or <c>+00:00</c>.</summary>
    private static DateTimeOffset? ParsePlain(ReadOnlySpan<byte> utf8)
    {
        const int SecondsLength = 19;
        int suffix = utf8.EndsWith("Z"u8) ? 1 : utf8.EndsWith("+00:00"u8) ? 6 : 0;
        int digits = utf8.Length - suffix - SecondsLength - 1;
        if (suffix == 0 || digits is < -1 or 0 or > FractionDigitsMax
            || utf8[4] != '-' || utf8[7] != '-' || utf8[10] != 'T' || utf8[13] != ':' || utf8[16] != ':' || (digits > 0 && utf8[SecondsLength] != '.'))
        {
            return null;
        }

        int year = (Two(utf8) * 100) + Two(utf8[2..]);
        int month = Two(utf8[5..]);
        int day = Two(utf8[8..]);
        int hour = Two(utf8[11..]);
        int minute = Two(utf8[14..]);
        int second = Two(utf8[17..]);
        int ticks = 0;
        for (int index = 0; index < FractionDigitsMax; index++)
        {
            int digit = index < digits ? utf8[SecondsLength + 1 + index] - '0' : 0;
            if (digit is < 0 or > 9)
            {
                return null;
            }

            ticks = (ticks * 10) + digit;
        }

        bool isTime = year is > 0 and <= 9999 && month is > 0 and <= 12 && day > 0 && hour is >= 0 and < 24 && minute is >= 0 and < 60
            && second is >= 0 and < 60 && day <= DateTime.DaysInMonth(year, month);
        return isTime ? new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero).AddTicks(ticks) : null;
    }

    /// <summary>Two digits, or a number far below zero.</summary>
    private static int Two(ReadOnlySpan<byte> utf8)
    {
        int tens = utf8[0] - '0';
        int ones = utf8[1] - '0';
        return tens is >= 0 and <= 9 && ones is >= 0 and <= 9 ? (tens * 10) + ones : int.MinValue / 1000;
    }

    /// <summary>Reads seconds, or milliseconds when it is that large, since 1970; null outside the years 1 to 9999.</summary>
    public static DateTimeOffset? FromEpoch(decimal number)
    {
        if (Math.Abs(number) > MillisecondsMax)
        {
            return null;
        }

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
