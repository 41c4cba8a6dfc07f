using System.Globalization;

namespace Daybook;

/// <summary>Times as people and agents say them: ISO 8601 (UTC unless it says otherwise), or how long ago: <c>2d</c> is two days ago.</summary>
internal static class SpokenTime
{
    private static readonly (string Unit, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)];

    // About 2,700 years: nothing means more, and no sum with a date of today overflows.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1_000_000);

    /// <summary>Reads a point in time, or answers null.</summary>
    public static DateTimeOffset? Parse(string text, DateTimeOffset now) =>
        ParseLength(text) is not { } ago ? UtcTime.Parse(text)
        : ago < now - DateTimeOffset.MinValue ? now - ago
        : null;

    /// <summary>Reads a length of time, or answers null: <c>500ms</c>, <c>10s</c>, <c>30m</c>, <c>24h</c>, <c>2d</c>.</summary>
    public static TimeSpan? ParseLength(string text)
    {
        foreach ((string unit, double seconds) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count)
                && count >= 0
                && count * seconds <= Longest.TotalSeconds)
            {
                return TimeSpan.FromSeconds(count * seconds);
            }
        }

        return null;
    }
}
