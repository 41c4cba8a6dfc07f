using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Errors;

namespace Daybook.Cli.Commands;

/// <summary>A noun: a command that only holds others.</summary>
internal sealed class GroupCommand : DaybookCommand
{
    /// <summary>Names the noun and its verbs.</summary>
    public GroupCommand(CommandFrame frame, string name, string description, IReadOnlyList<string> examples, params Command[] verbs)
        : base(frame, name, description, [.. examples])
    {
        foreach (Command verb in verbs)
        {
            Add(verb);
        }
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        string verbs = string.Join(", ", Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name));
        throw new InvalidInputException($"{Name} needs a command: {verbs}")
        {
            Hint = $"{string.Join(' ', this.PathFromRoot())} --help shows examples",
        };
    }
}
