using Daybook.Cli.Commands;
using Daybook.Cli.Options;

namespace Daybook.Cli.Tests;

/// <summary>All commands that people see.</summary>
internal static class CommandTree
{
    public static IEnumerable<DaybookCommand> Of(CliRun cli) =>
        Below(new CommandLine(cli.SurroundingsOf(Stream.Null, Stream.Null, Stream.Null)).Root);

    public static IEnumerable<string[]> Paths(CliRun cli) => Of(cli).Select(command => command.PathFromRoot().Skip(1).ToArray());

    private static IEnumerable<DaybookCommand> Below(DaybookCommand command) =>
        command.Subcommands.OfType<DaybookCommand>().Where(verb => !verb.Hidden).SelectMany(Below).Prepend(command);
}
