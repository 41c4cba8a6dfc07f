using System.Globalization;

namespace Daybook.Cli.Output;

/// <summary>Times for people, UTC.</summary>
internal static class TimeText
{
    /// <summary>To the minute, for lists.</summary>
    public static string? Minute(DateTimeOffset? time) => Format(time, "yyyy-MM-dd HH:mm'Z'");

    /// <summary>To the second, for what may be waited for.</summary>
    public static string? Second(DateTimeOffset? time) => Format(time, "yyyy-MM-dd HH:mm:ss'Z'");

    /// <summary>As it is stored.</summary>
    public static string? Exact(DateTimeOffset? time) => Format(time, "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'");

    private static string? Format(DateTimeOffset? time, string format) => time?.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
