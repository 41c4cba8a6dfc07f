using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary><c>daybook task blocked</c></summary>
internal sealed class BlockedCommand(CommandFrame frame) : WorkListCommand(
    frame,
    "blocked",
    "Lists the open tasks that wait for others.",
    "Nothing is blocked.")
{
    /// <inheritdoc/>
    protected override Task<Page<TaskRecord>> ReadAsync(ITaskStore tasks, TaskListing listing, CancellationToken cancellationToken) =>
        tasks.ListBlockedAsync(listing, cancellationToken);
}
