using Daybook.Errors;
using Daybook.Json;
using Daybook.Mcp.Answers;
using Daybook.Mcp.Calling;
using Daybook.Tasks;

namespace Daybook.Mcp.Tasks;

/// <summary><c>task_create</c></summary>
internal sealed class TaskCreateTool() : DaybookTool(
    "task_create",
    "Create a task",
    "Adds something to do. Tasks that depend on others are ready only when those are completed.",
    ToolEffect.Adds,
    Name,
    Description,
    DependsOn,
    Parent,
    Priority,
    Tags,
    IdempotencyKey)
{
    private static readonly Parameter Name = Parameter.Required("name", "One line");
    private static readonly Parameter Description = Parameter.Text("description", "");
    private static readonly Parameter DependsOn = Parameter.Texts("depends_on", "Task ids");
    private static readonly Parameter Parent = Parameter.Text("parent", "Id of the task it is a part of");
    private static readonly Parameter Priority = Parameter.Whole("priority", "0 is most urgent; default 2", 0, TaskRules.PriorityMax);
    private static readonly Parameter Tags = Parameter.Texts("tags", "");

    /// <inheritdoc/>
    protected override async Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        ToolArguments given = call.Arguments;
        var wanted = new NewTask
        {
            Id = KeyedId.Of(Definition.Name, call.Caller, given.Text(IdempotencyKey)),
            Name = given.Required(Name),
            Description = given.Text(Description),
            DependsOn = given.Texts(DependsOn),
            ParentId = given.Text(Parent),
            Priority = given.Small(Priority) ?? TaskRecord.PriorityDefault,
            Tags = given.Texts(Tags),
        };

        // Before a store is made for it: what no store may hold leaves no trace.
        TaskRules.Validate(wanted);
        DaybookStore store = await call.OpenAsync(StoreUse.Write, cancellationToken).ConfigureAwait(false);
        TaskActor actor = await call.Caller.ActorAsync(store, token: null, cancellationToken).ConfigureAwait(false);
        TaskRecord task = await CreateAsync(store.Tasks, wanted, actor, cancellationToken).ConfigureAwait(false);
        return RecordAnswer.Of(AnswerForm.OfWrite, $"Created {TaskCaller.LineOf(task)}.", task, RecordsJson.Default.TaskRecord, "task_show has all of it.");
    }

    /// <summary>Creates it. One that a call with the same key created before is the answer, also when it was changed since.</summary>
    private static async Task<TaskRecord> CreateAsync(ITaskStore tasks, NewTask wanted, TaskActor actor, CancellationToken cancellationToken)
    {
        try
        {
            return await tasks.CreateAsync(wanted, actor, cancellationToken).ConfigureAwait(false);
        }
        catch (ConflictException conflict) when (wanted.Id is not null && conflict.Id == wanted.Id)
        {
            TaskRecord first = await FirstFormAsync(tasks, wanted.Id, cancellationToken).ConfigureAwait(false);
            return SaysTheSame(first, wanted)
                ? await tasks.GetAsync(wanted.Id, cancellationToken).ConfigureAwait(false)
                : throw RepeatedCalls.Taken();
        }
    }

    /// <summary>Whether it was created by the same wish; ids in that may have been beginnings of ids.</summary>
    private static bool SaysTheSame(TaskRecord first, NewTask wanted) =>
        first.Name == wanted.Name
        && (first.Description ?? "") == (wanted.Description ?? "")
        && first.Priority == wanted.Priority
        && first.Tags.SequenceEqual(wanted.Tags.Distinct(StringComparer.Ordinal), StringComparer.Ordinal)
        && (first.ParentId is null) == (wanted.ParentId is null)
        && (first.ParentId ?? "").StartsWith(wanted.ParentId ?? "", StringComparison.Ordinal)
        && wanted.DependsOn.All(id => first.DependsOn.Any(other => other.StartsWith(id, StringComparison.Ordinal)))
        && first.DependsOn.All(other => wanted.DependsOn.Any(id => other.StartsWith(id, StringComparison.Ordinal)));

    /// <summary>The task as it was created; as it is now where the journal was begun anew since.</summary>
    private static async Task<TaskRecord> FirstFormAsync(ITaskStore tasks, string id, CancellationToken cancellationToken)
    {
        await foreach (TaskEvent happened in tasks.ReadEventsAsync(id, new ProblemList(), cancellationToken).ConfigureAwait(false))
        {
            if (happened.Action is TaskAction.Created created)
            {
                return created.Task;
            }
        }

        return await tasks.GetAsync(id, cancellationToken).ConfigureAwait(false);
    }
}
