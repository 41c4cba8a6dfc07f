using System.CommandLine.Parsing;
using System.Globalization;

namespace Daybook.Cli.Options;

/// <summary>Lengths of time on the command line: <c>500ms</c>, <c>10s</c>, <c>30m</c>, <c>24h</c>, <c>2d</c>.</summary>
internal static class DurationArgument
{
    private static readonly (string Unit, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)];

    // About 2,700 years: nothing means more, and no sum with a date of today overflows.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1_000_000);

    /// <summary>Reads a length of time, or answers null.</summary>
    public static TimeSpan? Parse(string text)
    {
        foreach ((string unit, double seconds) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count)
                && count * seconds <= Longest.TotalSeconds)
            {
                return TimeSpan.FromSeconds(count * seconds);
            }
        }

        return null;
    }

    /// <summary>Reads the value of an option.</summary>
    public static TimeSpan? Read(ArgumentResult result) =>
        result.ReadText(Parse, "is not a length of time such as 500ms, 10s, 30m, 24h or 2d");
}
