using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary><c>daybook task next</c></summary>
internal sealed class NextCommand(CommandFrame frame) : DaybookCommand(
    frame,
    "next",
    "Shows the task that claim --next would get, and claims nothing. Exits 3 when none is ready.",
    "daybook task next",
    "daybook task next --quiet")
{
    /// <summary>What is said when there is nothing to begin.</summary>
    public static NotFoundException NothingReady() => new("no task is ready")
    {
        Hint = "daybook task list shows what is in progress, daybook task blocked what waits for what",
    };

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        Page<TaskRecord> page = await call.Console.PatientlyAsync(
            "Reading tasks", _ => store.Tasks.ListReadyAsync(new TaskListing { Limit = 1 }, cancellationToken));
        TaskAnswer.Print(call.Console, page.Items.Count > 0 ? page.Items[0] : throw NothingReady(), TaskText.WriteBrief);
        return 0;
    }
}
