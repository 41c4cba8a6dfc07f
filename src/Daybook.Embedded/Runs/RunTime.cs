using System.Globalization;

namespace Daybook.Embedded.Runs;

/// <summary>Times in files of runs.</summary>
internal static class RunTime
{
    /// <summary>What the other system writes for a time that is not known: the first moment of the year 1.</summary>
    internal const string Zero = "0001-01-01T00:00:00Z";

    private const string RunAgentFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    /// <summary>Reads a time, with up to nine digits of a fraction; null for the zero time.</summary>
    /// <returns>Whether it is a time.</returns>
    internal static bool TryRead(string text, out DateTimeOffset? time)
    {
        time = UtcTime.Parse(text);
        bool isTime = time is not null;
        time = time?.Year == 1 ? null : time;
        return isTime;
    }

    /// <summary>Writes a time.</summary>
    internal static string Write(DateTimeOffset time, RunShape shape) =>
        shape.IsRunAgent ? time.UtcDateTime.ToString(RunAgentFormat, CultureInfo.InvariantCulture) : UtcTime.Format(time);
}
