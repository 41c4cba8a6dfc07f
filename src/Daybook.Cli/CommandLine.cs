using System.CommandLine;
using System.CommandLine.Invocation;
using Daybook.Cli.Commands;
using Daybook.Cli.Commands.Hooks;
using Daybook.Cli.Help;
using Daybook.Cli.Output;
using Daybook.Errors;

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
    public DaybookRoot Root => new(frame, static _ => true);

    /// <summary>Runs one command to its end.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var root = new DaybookRoot(frame, arguments.Contains);
        SpelledLine line = SpelledLine.Of(root, arguments);
        ParseResult parsed = root.Parse(line.Words, Parsing);
        if (IsFaulty(parsed) || arguments is [CompleteCommand.Word, ..] || parsed.CommandResult.Command is DaybookRoot or GroupCommand)
        {
            // What was meant, what may come next, and what help lists, can be any of the commands.
            parsed = Root.Parse(line.Words, Parsing);
        }

        if ((FindFault(parsed, line) ?? ForeignBytes.FaultOf(frame.Surroundings, parsed, arguments)) is { } fault)
        {
            IConsole console = frame.Output.Open(frame.Surroundings, parsed);
            int exitCode = CommandFrame.Fail(console, fault);

            // Whatever is wrong with the line of a hook, the agent that it belongs to goes on.
            return Task.FromResult(parsed.CommandResult.Command is HookCommand ? 0 : exitCode);
        }

        bool handles = parsed.CommandResult.Command is DaybookCommand { HandlesSignals: true };
        var running = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = handles ? null : TerminationWait };
        return parsed.InvokeAsync(running, cancellationToken);
    }

    private static InvalidInputException? FindFault(ParseResult parsed, SpelledLine line) =>
        line.Valueless is { } option && parsed.Action is not ShowHelp ? UsageFault.OfValueless(parsed, option)
        : IsFaulty(parsed) ? UsageFault.Of(parsed)
        : null;

    private static bool IsFaulty(ParseResult parsed) =>
        parsed.Action is ParseErrorAction || (parsed.Action is not ShowHelp && StrayOption.Of(parsed) is not null);
}
