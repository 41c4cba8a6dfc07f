using Daybook.Json;
using Daybook.Links;
using Daybook.Mcp.Answers;
using Daybook.Mcp.Calling;
using Daybook.Tasks;

namespace Daybook.Mcp.Tasks;

/// <summary><c>task_show</c></summary>
internal sealed class TaskShowTool() : DaybookTool(
    "task_show",
    "Show a task",
    "One task with its claim and what is known about the work on it; detailed: also what refers to it.",
    ToolEffect.Reads,
    Id,
    AnswerForm.Format)
{
    private static readonly Parameter Id = Parameter.Required("id", "Or a unique beginning of it");

    /// <inheritdoc/>
    protected override async Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        AnswerForm form = AnswerForm.OfRecord(call.Arguments);
        DaybookStore store = await call.OpenAsync(StoreUse.Read, cancellationToken).ConfigureAwait(false);
        TaskRecord task = await store.Tasks.GetAsync(call.Arguments.Required(Id), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<RecordReference> references = form.IsDetailed
            ? await new ReferenceReading(store).ToTaskAsync(task.Id, cancellationToken).ConfigureAwait(false)
            : [];
        return RecordAnswer.Of(
            form,
            TaskCaller.LineOf(task),
            new ShownRecord(writer => TaskJson.Write(writer, task.Outline()), references),
            RecordsJson.Default.ShownRecord,
            form.IsDetailed ? $"daybook task show {task.Id} --json has all of it." : "response_format detailed has more.");
    }
}
