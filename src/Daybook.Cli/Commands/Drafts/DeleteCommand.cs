using System.CommandLine;
using Daybook.Cli.Output;
using Daybook.Embedded;

namespace Daybook.Cli.Commands.Drafts;

/// <summary><c>daybook draft delete</c></summary>
internal sealed class DeleteCommand : DaybookCommand
{
    private readonly Argument<string> id = DraftOptions.Id();

    /// <summary>Builds the command.</summary>
    public DeleteCommand(CommandFrame frame)
        : base(frame, "delete", "Deletes a draft. That there is none is no error.", "daybook draft delete 0194f3a2")
    {
        Add(id);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        string wanted = call.Parsed.GetRequiredValue(id);
        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        string? deleted = await store.Drafts.DeleteAsync(wanted, cancellationToken);
        var answer = new DeleteAnswer(deleted ?? wanted, deleted is not null);
        switch (call.Console.Mode)
        {
            case OutputMode.Json:
                call.Console.WriteJson(answer, CliJson.Default.DeleteAnswer);
                break;
            case OutputMode.Quiet:
                call.Console.WriteId(answer.Id);
                break;
            default:
                call.Console.Text.WriteLine(answer.Deleted ? new Piece("Deleted ", Tone.Good) : new Piece("There is no draft "), answer.Id);
                break;
        }

        return 0;
    }
}
