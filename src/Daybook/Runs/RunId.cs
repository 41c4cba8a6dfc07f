using System.Globalization;

namespace Daybook.Runs;

/// <summary>
/// Ids of runs: <c>YYYYMMDD-HHMMSSffff-PID-SEQ</c>, the time of the start in UTC to a ten-thousandth of a second. The founding system writes
/// four zeros in place of the fraction, and wrote <c>run_YYYYMMDD-HHMMSS-PID</c> before.
/// </summary>
public static class RunId
{
    private const int SecondsLength = 15;
    private const int TimeLength = 19;
    private const long TicksPerFraction = TimeSpan.TicksPerSecond / 10_000;
    private const string OldPrefix = "run_";

    /// <summary>Makes one.</summary>
    public static string Create(DateTimeOffset time, int pid, int sequence)
    {
        DateTime start = time.UtcDateTime;
        int day = (((start.Year * 100) + start.Month) * 100) + start.Day;
        int clock = (((start.Hour * 100) + start.Minute) * 100) + start.Second;
        long fraction = start.Ticks % TimeSpan.TicksPerSecond / TicksPerFraction;
        return string.Create(CultureInfo.InvariantCulture, $"{day:D8}-{clock:D6}{fraction:D4}-{pid}-{sequence}");
    }

    /// <summary>
    /// When the run started, as its id tells, and how exactly it tells: the start lies at or after the time, and before the time and
    /// <paramref name="precision"/> together.
    /// </summary>
    /// <returns>Null if the id tells no time.</returns>
    public static DateTimeOffset? TimeOf(string id, out TimeSpan precision)
    {
        ArgumentNullException.ThrowIfNull(id);
        ReadOnlySpan<char> text = id.StartsWith(OldPrefix, StringComparison.Ordinal) ? id.AsSpan(OldPrefix.Length) : id;
        precision = TimeSpan.FromSeconds(1);
        if (text.Length <= SecondsLength || text[8] != '-' || Number(text[..8]) is not { } day || Number(text[9..SecondsLength]) is not { } clock)
        {
            return null;
        }

        int fraction = 0;
        int end = SecondsLength;
        if (text.Length > TimeLength && Number(text[SecondsLength..TimeLength]) is { } told)
        {
            fraction = told;
            end = TimeLength;
            if (fraction != 0)
            {
                precision = TimeSpan.FromTicks(TicksPerFraction);
            }
        }

        if (text[end] != '-')
        {
            return null;
        }

        (int year, int month, int date) = (day / 10_000, day / 100 % 100, day % 100);
        (int hour, int minute, int second) = (clock / 10_000, clock / 100 % 100, clock % 100);
        bool isTime = year > 0 && month is > 0 and <= 12 && date > 0 && date <= DateTime.DaysInMonth(year, month)
            && hour < 24 && minute < 60 && second < 60;
        return isTime
            ? new DateTimeOffset(year, month, date, hour, minute, second, TimeSpan.Zero).AddTicks(fraction * TicksPerFraction)
            : null;
    }

    private static int? Number(ReadOnlySpan<char> digits)
    {
        int number = 0;
        foreach (char digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return null;
            }

            number = (number * 10) + (digit - '0');
        }

        return number;
    }
}
