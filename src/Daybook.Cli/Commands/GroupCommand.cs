using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Errors;

namespace Daybook.Cli.Commands;

/// <summary>A noun: a command that only holds others.</summary>
internal sealed class GroupCommand : DaybookCommand
{
    private readonly Func<IReadOnlyList<Command>> verbs;

    /// <summary>Names the noun and its verbs.</summary>
    /// <param name="frame">What all commands stand in.</param>
    /// <param name="name">The noun.</param>
    /// <param name="description">What it is about.</param>
    /// <param name="examples">Whole command lines.</param>
    /// <param name="verbs">Makes the verbs. There are many, and a process runs one command.</param>
    public GroupCommand(CommandFrame frame, string name, string description, IReadOnlyList<string> examples, Func<IReadOnlyList<Command>> verbs)
        : base(frame, name, description, [.. examples])
    {
        this.verbs = verbs;
    }

    /// <summary>Makes the verbs of the nouns below a command that a command line can mean.</summary>
    /// <param name="above">The command.</param>
    /// <param name="isNamed">Whether the command line has this word.</param>
    public static void Fill(Command above, Func<string, bool> isNamed)
    {
        foreach (GroupCommand noun in above.Subcommands.OfType<GroupCommand>().Where(noun => isNamed(noun.Name)))
        {
            foreach (Command verb in noun.verbs())
            {
                noun.Add(verb);
            }

            Fill(noun, isNamed);
        }
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        string names = string.Join(", ", Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name));
        throw new InvalidInputException($"{Name} needs a command: {names}")
        {
            Hint = $"{string.Join(' ', this.PathFromRoot())} --help shows examples",
        };
    }
}
