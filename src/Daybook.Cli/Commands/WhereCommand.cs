using Daybook.Cli.Output;
using Daybook.Embedded;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook where</c></summary>
internal sealed class WhereCommand(CommandFrame frame)
    : DaybookCommand(frame, "where", "Prints the folder of the store that commands here use, and which rule found it.", "daybook where", "daybook where --quiet")
{
    /// <inheritdoc/>
    protected override Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        StoreLocation found = call.Stores.Locate();
        switch (call.Console.Mode)
        {
            case OutputMode.Json:
                call.Console.WriteJson(new WhereAnswer(found.Path, found.FoundBy), CliJson.Default.WhereAnswer);
                break;
            case OutputMode.Quiet:
                call.Console.WriteId(found.Path);
                break;
            default:
                call.Console.Text.WriteLine(found.Path);
                call.Console.Words.WriteLine(new Piece($"found by {found.FoundBy}", Tone.Faint));
                break;
        }

        return Task.FromResult(0);
    }
}
