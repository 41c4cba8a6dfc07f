using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Errors;

namespace Daybook.Cli.Commands;

/// <summary>A noun: a command that only holds others.</summary>
internal sealed class GroupCommand : DaybookCommand
{
    private readonly IReadOnlyList<LazyCommand> verbs;

    /// <summary>Names the noun and its verbs.</summary>
    /// <param name="frame">What all commands stand in.</param>
    /// <param name="name">The noun.</param>
    /// <param name="description">What it is about.</param>
    /// <param name="examples">Whole command lines.</param>
    /// <param name="verbs">The verbs.</param>
    public GroupCommand(CommandFrame frame, string name, string description, IReadOnlyList<string> examples, IReadOnlyList<LazyCommand> verbs)
        : base(frame, name, description, [.. examples])
    {
        this.verbs = verbs;
    }

    /// <summary>Makes the verbs of the nouns below a command, as far as a command line can mean them.</summary>
    /// <param name="above">The command.</param>
    /// <param name="isNamed">Whether the command line has this word.</param>
    public static void Fill(Command above, Func<string, bool> isNamed)
    {
        foreach (GroupCommand noun in above.Subcommands.OfType<GroupCommand>())
        {
            foreach (Command verb in LazyCommand.Choose(noun.verbs, isNamed))
            {
                noun.Add(verb);
            }

            Fill(noun, isNamed);
        }
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        string names = string.Join(", ", verbs.Select(static verb => verb.Name));
        throw new InvalidInputException($"{Name} needs a command: {names}")
        {
            Hint = $"{string.Join(' ', this.PathFromRoot())} --help shows examples",
        };
    }
}
