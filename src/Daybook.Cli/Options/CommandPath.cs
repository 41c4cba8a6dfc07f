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

    private static Command? Above(Command command) => command.Parents.OfType<Command>().FirstOrDefault();
}
