using System.CommandLine;

namespace Daybook.Cli.Commands;

/// <summary>A command that is made only where a command line can mean it: there are many, and a process runs one.</summary>
/// <param name="Name">Its name, the same as the command's own.</param>
/// <param name="Make">Makes it.</param>
internal sealed record LazyCommand(string Name, Func<Command> Make)
{
    /// <summary>Makes those that a command line names; all of them where it names none.</summary>
    /// <param name="commands">What there is.</param>
    /// <param name="isNamed">Whether the command line has this word.</param>
    public static IEnumerable<Command> Choose(IReadOnlyList<LazyCommand> commands, Func<string, bool> isNamed)
    {
        LazyCommand[] named = [.. commands.Where(command => isNamed(command.Name))];
        return (named.Length > 0 ? named : commands).Select(static command => command.Make());
    }
}
