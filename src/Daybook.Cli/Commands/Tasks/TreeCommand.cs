using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Json;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary><c>daybook task tree</c></summary>
internal sealed class TreeCommand : DaybookCommand
{
    private static readonly PageForm<TaskTree> Form = new(
        static () => RecordsJson.Default.ListingTaskTree, (text, tree) => TaskText.WriteInTree(text, tree, level: 0), tree => tree.Task.Id, TaskRecord.KindName);

    private readonly PagingOptions paging = new(new TaskListing().Limit);

    /// <summary>Builds the command.</summary>
    public TreeCommand(CommandFrame frame)
        : base(
            frame,
            "tree",
            "Shows the open tasks with their open parts below them. A page has whole trees.",
            "daybook task tree",
            "daybook task tree --limit 100 --json")
    {
        paging.AddTo(this);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        int limit = paging.Limit(call.Parsed);
        string? cursor = paging.Cursor(call.Parsed);
        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        var problems = new ProblemList();
        TaskGraph graph = await call.Console.PatientlyAsync("Reading tasks", _ => store.Tasks.GetGraphAsync(problems, cancellationToken));
        IReadOnlyList<TaskTree> trees = TaskTree.Of([.. graph.Nodes.Where(task => !TaskStateName.IsFinished(task.Status))]);
        Page<TaskRecord> roots = TaskCursor.PageOf(trees.Select(tree => tree.Task), limit, cursor, problems);
        HashSet<string> ids = [.. roots.Items.Select(task => task.Id)];
        TaskTree[] page = [.. trees.Where(tree => ids.Contains(tree.Task.Id))];
        if (call.Console.Mode == OutputMode.Quiet)
        {
            foreach (TaskTree tree in page)
            {
                WriteIds(call.Console, tree);
            }
        }
        else
        {
            Pages.Print(call.Console, new Page<TaskTree>(page, roots.Total, roots.NextCursor, roots.Problems), Form, "There is no open task.");
        }

        return 0;
    }

    private static void WriteIds(IConsole console, TaskTree tree)
    {
        console.WriteId(tree.Task.Id);
        foreach (TaskTree child in tree.Children)
        {
            WriteIds(console, child);
        }
    }
}
