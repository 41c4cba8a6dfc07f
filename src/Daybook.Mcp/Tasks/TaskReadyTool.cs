using Daybook.Json;
using Daybook.Mcp.Answers;
using Daybook.Mcp.Calling;
using Daybook.Tasks;

namespace Daybook.Mcp.Tasks;

/// <summary><c>task_ready</c></summary>
internal sealed class TaskReadyTool() : DaybookTool(
    "task_ready",
    "Ready tasks",
    "Tasks that anybody may begin now, the most urgent first. To take one, call task_claim.",
    ToolEffect.Reads,
    AnswerForm.PageSize,
    AnswerForm.Place,
    AnswerForm.Format)
{
    private const int LimitDefault = 10;

    private static readonly ListingAnswer<TaskRecord> Answers = new(
        "task",
        new HashSet<string>(StringComparer.Ordinal) { "id", "name", "status", "priority", "tags", "parent_id", "created_at", "session_id" },
        TaskCaller.LineOf);

    /// <inheritdoc/>
    protected override async Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        AnswerForm form = AnswerForm.OfListing(call.Arguments);
        DaybookStore store = await call.OpenAsync(StoreUse.Read, cancellationToken).ConfigureAwait(false);
        return await Answers.ReadAsync(
            form,
            LimitDefault,
            async limit => Listing<TaskRecord>.Of(
                await store.Tasks.ListReadyAsync(new TaskListing { Limit = limit, Cursor = form.Cursor }, cancellationToken).ConfigureAwait(false)),
            static page => page.Items,
            RecordsJson.Default.ListingTaskRecord,
            "Nothing is ready. task_create adds a task; state_search finds those that are done or wait.").ConfigureAwait(false);
    }
}
