using System.CommandLine;
using Daybook.Cli.Help;
using Daybook.Cli.Output;

namespace Daybook.Cli.Commands;

/// <summary>A command: its place in the tree, its help, and what it does.</summary>
internal abstract class DaybookCommand : Command
{
    private readonly CommandFrame frame;

    /// <summary>Names the command.</summary>
    /// <param name="frame">What all commands stand in.</param>
    /// <param name="name">The last word of the command.</param>
    /// <param name="description">What it does, as a sentence.</param>
    /// <param name="examples">Whole command lines; help leads with them.</param>
    protected DaybookCommand(CommandFrame frame, string name, string description, params string[] examples)
        : base(name, description)
    {
        this.frame = frame;
        Examples = examples;
        SetAction(RunGuardedAsync);
    }

    /// <summary>Whole command lines that show the command at work.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>What its help says beyond its options.</summary>
    public virtual IReadOnlyList<HelpSection> MoreHelp => [];

    /// <summary>Whether the command decides itself what a signal means; others are told to end and have a moment for it.</summary>
    public virtual bool HandlesSignals => false;

    /// <summary>Does what the command is for.</summary>
    /// <returns>The exit code.</returns>
    protected abstract Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken);

    private async Task<int> RunGuardedAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        IConsole console = frame.Output.Open(frame.Surroundings, parsed);
        try
        {
            var call = new CommandCall(frame.Surroundings, parsed, console, frame.Store.Open(frame.Surroundings, parsed));
            int exitCode = await RunAsync(call, cancellationToken);
            console.Flush();
            return exitCode;
        }
        catch (Exception failure)
        {
            // The outermost boundary: whatever it is, the user gets one clear error and an exit code.
            return CommandFrame.Fail(console, failure);
        }
    }
}
