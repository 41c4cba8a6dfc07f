using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary><c>daybook task ready</c></summary>
internal sealed class ReadyCommand(CommandFrame frame) : WorkListCommand(
    frame,
    "ready",
    "Lists the tasks that anybody may begin now: pending with all dependencies completed, or left by a holder whose lease has ended.",
    "Nothing is ready.")
{
    /// <inheritdoc/>
    protected override Task<Page<TaskRecord>> ReadAsync(ITaskStore tasks, TaskListing listing, CancellationToken cancellationToken) =>
        tasks.ListReadyAsync(listing, cancellationToken);
}
