using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary><c>daybook task list</c></summary>
internal sealed class ListCommand : DaybookCommand
{
    private readonly Option<string[]> statuses = TaskOptions.Statuses([.. TaskStateName.All]);
    private readonly Option<string?> tag = FieldOption.Text("--tag", "word", "Only tasks with this tag");
    private readonly Option<bool> all = new("--all") { Description = "Finished tasks too, behind the open ones" };
    private readonly PagingOptions paging = new(new TaskQuery().Limit);

    /// <summary>Builds the command.</summary>
    public ListCommand(CommandFrame frame)
        : base(
            frame,
            "list",
            "Lists the open tasks: the most urgent first, then the oldest.",
            "daybook task list",
            "daybook task list --status in_progress --json",
            "daybook task list --all --tag db --limit 100")
    {
        Add(statuses);
        Add(tag);
        Add(all);
        paging.AddTo(this);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        IReadOnlyList<TaskState> wanted = TaskOptions.ReadStatuses(call.Value(statuses) ?? []);
        bool isAll = call.Value(all);
        if (isAll && wanted.Count > 0)
        {
            throw new InvalidInputException("--all and --status exclude each other");
        }

        var query = new TaskQuery
        {
            Statuses = isAll ? Enum.GetValues<TaskState>() : wanted,
            Tag = call.Value(tag),
            Limit = paging.Limit(call.Parsed),
            Cursor = paging.Cursor(call.Parsed),
        };
        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        Page<TaskRecord> page = await call.Console.PatientlyAsync("Reading tasks", _ => store.Tasks.ListAsync(query, cancellationToken));
        TaskPages.Print(call.Console, page, "There is no such task.");
        return 0;
    }
}
