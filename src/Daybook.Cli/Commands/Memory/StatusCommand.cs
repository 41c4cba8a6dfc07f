using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Memory;

namespace Daybook.Cli.Commands.Memory;

/// <summary><c>daybook memory status</c></summary>
internal sealed class StatusCommand(CommandFrame frame)
    : DaybookCommand(frame, "status", "Tells where memory is and how much it holds. Writes nothing.", "daybook memory status", "daybook memory status --json")
{
    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        await using EmbeddedStore store = await call.Stores.OpenMemoryToReadAsync(cancellationToken);
        MemoryStatus status = await call.Console.PatientlyAsync("Counting", _ => store.Memory.GetStatusAsync(cancellationToken));
        switch (call.Console.Mode)
        {
            case OutputMode.Json:
                call.Console.WriteJson(MemoryStatusAnswer.Of(status), CliJson.Default.MemoryStatusAnswer);
                break;
            case OutputMode.Quiet:
                call.Console.WriteId(status.Path);
                break;
            default:
                Tell(call.Console.Text, status);
                break;
        }

        return 0;
    }

    private static void Tell(ILineWriter text, MemoryStatus status)
    {
        if (status.Enabled)
        {
            text.WriteLine(new Piece("Memory     ", Tone.Faint), "on");
        }
        else
        {
            text.WriteLine(new Piece("Memory disabled", Tone.Warning));
        }

        text.WriteLine(new Piece("Records    ", Tone.Faint), $"{status.Records} within {Wording.Count(status.RetentionDays, "day")}");
        text.WriteLine(new Piece("File       ", Tone.Faint), $"{status.Path} ({Wording.Count(status.Bytes, "byte")})");
        text.WriteLine(
            new Piece("Problems   ", Tone.Faint),
            status.Problems == 0 ? "none" : new Piece($"{status.Problems}; daybook doctor memory lists them", Tone.Warning));
    }
}
