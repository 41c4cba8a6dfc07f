using System.CommandLine;
using System.CommandLine.Invocation;
using Daybook.Cli.Commands;

namespace Daybook.Cli.Help;

/// <summary><c>--help</c>: prints the help of the command it stands behind, whatever else is wrong with the command line.</summary>
internal sealed class ShowHelp(CommandFrame frame) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        if (parseResult.CommandResult.Command is DaybookCommand command)
        {
            Output.IConsole console = frame.Output.Open(frame.Surroundings, parseResult);
            try
            {
                HelpText.Write(console.Text, command);
                console.Flush();
            }
            catch (IOException failure)
            {
                return CommandFrame.Fail(console, failure);
            }
        }

        return 0;
    }
}
