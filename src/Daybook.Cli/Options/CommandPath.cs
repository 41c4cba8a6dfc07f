using System.CommandLine;

namespace Daybook.Cli.Options;

/// <summary>Where a command stands in the tree.</summary>
internal static class CommandPath
{
    /// <summary>The names from the program to the command: <c>daybook memory add</c>.</summary>
    public static IEnumerable<string> PathFromRoot(this Command command) =>
        command.Ancestors().Reverse().Append(command).Select(level => level.Name);

    /// <summary>The commands above a command, nearest first.</summary>
    public static IEnumerable<Command> Ancestors(this Command command)
    {
        for (Command? above = Above(command); above is not null; above = Above(above))
        {
            yield return above;
        }
    }

    /// <summary>The options that a command understands: its own, and those of all commands below one above it.</summary>
    public static IEnumerable<Option> KnownOptions(this Command command) =>
        command.Options.Concat(command.Ancestors().SelectMany(level => level.Options).Where(option => option.Recursive));

    private static Command? Above(Command command) => command.Parents.OfType<Command>().FirstOrDefault();
}
