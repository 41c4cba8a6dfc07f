using System.CommandLine.Parsing;

namespace Daybook.Cli.Options;

/// <summary>Lengths of time on the command line: <c>500ms</c>, <c>10s</c>, <c>30m</c>, <c>24h</c>, <c>2d</c>.</summary>
internal static class DurationArgument
{
    /// <summary>Reads a length of time, or answers null.</summary>
    public static TimeSpan? Parse(string text) => SpokenTime.ParseLength(text);

    /// <summary>Reads the value of an option.</summary>
    public static TimeSpan? Read(ArgumentResult result) =>
        result.ReadText(Parse, "is not a length of time such as 500ms, 10s, 30m, 24h or 2d");
}
