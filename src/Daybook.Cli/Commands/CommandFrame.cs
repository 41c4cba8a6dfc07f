using Daybook.Cli.Options;
using Daybook.Cli.Output;

namespace Daybook.Cli.Commands;

/// <summary>What all commands stand in: the outside world and the options that every command has.</summary>
internal sealed class CommandFrame(Surroundings surroundings)
{
    /// <summary>The outside world.</summary>
    public Surroundings Surroundings { get; } = surroundings;

    /// <summary>The options about output.</summary>
    public OutputOptions Output { get; } = new();

    /// <summary>The options about the store.</summary>
    public StoreOptions Store { get; } = new();

    /// <summary>Ends a command that failed: what it has said already goes out, then the error.</summary>
    /// <returns>The exit code.</returns>
    public static int Fail(IConsole console, Exception failure)
    {
        try
        {
            console.Flush();
            console.WriteError(FailureReport.Of(failure));
        }
        catch (IOException)
        {
            // Nobody is left to listen; the exit code still tells.
        }

        return FailureReport.ExitCodeOf(failure);
    }
}
