using System.CommandLine.Parsing;

namespace Daybook.Cli.Options;

/// <summary>Points in time on the command line: ISO 8601 (UTC unless it says otherwise), or relative: <c>2d</c> is two days ago.</summary>
internal static class TimeArgument
{
    /// <summary>Reads a point in time, or answers null.</summary>
    public static DateTimeOffset? Parse(string text, DateTimeOffset now) => SpokenTime.Parse(text, now);

    /// <summary>Reads the value of an option.</summary>
    public static Func<ArgumentResult, DateTimeOffset?> Reader(TimeProvider time) => result =>
        result.ReadText(text => Parse(text, time.GetUtcNow()), "is neither a time such as 2026-01-31T12:00:00Z nor a length of time ago such as 30m, 24h or 2d");
}
