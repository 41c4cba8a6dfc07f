using Daybook.Json;
using Daybook.Mcp.Answers;
using Daybook.Mcp.Calling;
using Daybook.Runs;

namespace Daybook.Mcp.Runs;

/// <summary><c>run_tree</c></summary>
internal sealed class RunTreeTool() : DaybookTool(
    "run_tree",
    "Runs",
    "Agent processes, newest first, each with those it started: running, completed, failed or interrupted.",
    ToolEffect.Reads,
    Project,
    AnswerForm.PageSize,
    AnswerForm.Place,
    AnswerForm.Format)
{
    private const int LimitDefault = 10;

    // Each level is two of JSON, of which readers take 64; a short answer has no room for so many.
    private const int LevelsMax = 20;
    private const int LevelsDefault = 8;

    private static readonly Parameter Project = Parameter.Text("project", "Default: all");

    private static readonly ListingAnswer<RunNode> Answers = new(
        "run",
        new HashSet<string>(StringComparer.Ordinal)
        {
            "state", "live_child", "run_id", "parent_run_id", "project_id", "task_id", "agent_type", "start_time", "end_time", "exit_code", "error_summary",
            "children", "previous",
        },
        static node => $"{node.Run.Run.RunId}  {RunStatusName.Of(node.Run.State)}");

    /// <inheritdoc/>
    protected override async Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        AnswerForm form = AnswerForm.OfListing(call.Arguments);
        RunPosition? after = form.Cursor is { } cursor ? RunPosition.Parse(cursor) : null;
        DaybookStore store = await call.OpenAsync(StoreUse.Read, cancellationToken).ConfigureAwait(false);
        var problems = new ProblemList();
        IReadOnlyList<RunNode> nodes = await store.Runs.GetTreeAsync(call.Arguments.Text(Project), problems, cancellationToken).ConfigureAwait(false);
        RunNode[] rest = [.. nodes.Where(node => after is not { } last || RunPosition.Of(node.Run.Run) > last)];
        int levels = form.Budget > AnswerForm.DefaultBytesMax ? LevelsMax : LevelsDefault;
        bool isCut = false;
        ToolAnswer answer = await Answers.ReadAsync(
            form,
            LimitDefault,
            limit =>
            {
                RunNode[] page = [.. rest.Take(limit)];
                isCut = page.Any(node => IsDeeper(node, levels));
                string? next = rest.Length > page.Length ? RunPosition.Of(page[^1].Run.Run).Encode() : null;
                return Task.FromResult(Listing<RunNode>.Of(new Page<RunNode>([.. page.Select(node => Pruned(node, levels))], nodes.Count, next, problems.Items)));
            },
            static page => page.Items,
            RecordsJson.Default.ListingRunNode,
            "There is no run.").ConfigureAwait(false);
        return isCut ? answer.Truncated("deeper runs are left out, daybook run tree shows them.") : answer;
    }

    private static RunNode Pruned(RunNode node, int levels) => node with
    {
        Children = [.. Below(node.Children, levels)],
        Previous = [.. Below(node.Previous, levels)],
    };

    private static IEnumerable<RunNode> Below(IReadOnlyList<RunNode> nodes, int levels) =>
        levels > 1 ? nodes.Select(node => Pruned(node, levels - 1)) : [];

    private static bool IsDeeper(RunNode node, int levels) =>
        levels == 0 || node.Children.Concat(node.Previous).Any(below => IsDeeper(below, levels - 1));
}
