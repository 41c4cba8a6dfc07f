using Daybook.Cli.Output;
using Daybook.Embedded;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook status</c></summary>
internal sealed class StatusCommand(CommandFrame frame)
    : DaybookCommand(frame, "status", "Counts what the store holds. Writes nothing.", "daybook status", "daybook status --json")
{
    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        await using EmbeddedStore store = await call.Stores.OpenExistingAsync(cancellationToken);
        StoreStatus status = await call.Console.PatientlyAsync("Counting", _ => store.GetStatusAsync(cancellationToken));
        switch (call.Console.Mode)
        {
            case OutputMode.Json:
                call.Console.WriteJson(StatusAnswer.Of(status), CliJson.Default.StatusAnswer);
                break;
            case OutputMode.Quiet:
                call.Console.WriteId(status.Store);
                break;
            default:
                call.Console.Text.WriteLine(new Piece("Store   ", Tone.Faint), $"{status.Store} (format {status.Format})");
                TellMemory(call.Console.Text, status);
                break;
        }

        return 0;
    }

    private static void TellMemory(ILineWriter text, StoreStatus status)
    {
        Piece name = new("Memory  ", Tone.Faint);
        if (status.Memory is { } memory)
        {
            Piece problems = new($", {Wording.Count(memory.Problems, "problem")}", memory.Problems > 0 ? Tone.Warning : Tone.Plain);
            text.WriteLine(name, Wording.Count(memory.Records, "record"), problems);
        }
        else if (status.MemoryFault is { } fault)
        {
            text.WriteLine(name, new Piece(fault.Message, Tone.Bad));
        }
    }
}
