using System.CommandLine;
using System.CommandLine.Invocation;
using Daybook.Cli.Commands;
using Daybook.Cli.Output;

namespace Daybook.Cli;

/// <summary>Parses a command line and runs what it says. Every way it can end has an exit code of its own; none prints a stack trace.</summary>
internal sealed class CommandLine
{
    // Long enough to write out what is acknowledged already; a second Ctrl-C does not wait for it.
    private static readonly TimeSpan TerminationWait = TimeSpan.FromSeconds(2);

    // Text that starts with @ is text, never the name of a file with more arguments in it.
    private static readonly ParserConfiguration Parsing = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    private readonly CommandFrame frame;

    /// <summary>Prepares to run commands in an outside world.</summary>
    public CommandLine(Surroundings surroundings)
    {
        frame = new CommandFrame(surroundings);
    }

    /// <summary>The whole command tree.</summary>
    public DaybookRoot Root => Tree(static _ => true);

    /// <summary>Runs one command to its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        // Only completions ask about more than the command line's own words.
        ParseResult parsed = (arguments is [CompleteCommand.Word, ..] ? Root : Tree(arguments.Contains)).Parse(arguments, Parsing);
        if (parsed.Action is ParseErrorAction)
        {
            IConsole console = frame.Output.Open(frame.Surroundings, parsed);
            return CommandFrame.Fail(console, UsageFault.Of(parsed));
        }

        var running = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TerminationWait };
        return await parsed.InvokeAsync(running, cancellationToken);
    }

    private DaybookRoot Tree(Func<string, bool> isNamed)
    {
        var root = new DaybookRoot(frame);
        GroupCommand.Fill(root, isNamed);
        return root;
    }
}
