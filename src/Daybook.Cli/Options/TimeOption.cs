using System.CommandLine;
using Daybook.Cli.Commands;

namespace Daybook.Cli.Options;

/// <summary>Options that take a point in time.</summary>
internal static class TimeOption
{
    /// <summary>An option whose relative times count back from now.</summary>
    public static Option<DateTimeOffset?> Of(CommandFrame frame, string name, string description) => new(name)
    {
        Description = $"{description}: ISO 8601, or 30m, 24h, 2d for that long ago",
        HelpName = "time",
        CustomParser = TimeArgument.Reader(frame.Surroundings.Ports.Time),
    };
}
