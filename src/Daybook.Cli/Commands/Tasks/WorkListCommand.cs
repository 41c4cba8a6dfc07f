using Daybook.Cli.Options;
using Daybook.Embedded;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary>A command that lists some of the open tasks in the order of work.</summary>
internal abstract class WorkListCommand : DaybookCommand
{
    private readonly string emptyWords;
    private readonly PagingOptions paging = new(new TaskListing().Limit);

    /// <summary>Names the command.</summary>
    /// <param name="frame">What all commands stand in.</param>
    /// <param name="name">The verb.</param>
    /// <param name="description">What it does, as a sentence.</param>
    /// <param name="emptyWords">What is said when there are none.</param>
    protected WorkListCommand(CommandFrame frame, string name, string description, string emptyWords)
        : base(frame, name, description, $"daybook task {name}", $"daybook task {name} --limit 5 --json")
    {
        this.emptyWords = emptyWords;
        paging.AddTo(this);
    }

    /// <summary>Reads one page.</summary>
    protected abstract Task<Page<TaskRecord>> ReadAsync(ITaskStore tasks, TaskListing listing, CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var listing = new TaskListing { Limit = paging.Limit(call.Parsed), Cursor = paging.Cursor(call.Parsed) };
        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        Page<TaskRecord> page = await call.Console.PatientlyAsync(
            "Reading tasks", _ => ReadAsync(store.Tasks, listing, cancellationToken));
        TaskPages.Print(call.Console, page, emptyWords);
        return 0;
    }
}
