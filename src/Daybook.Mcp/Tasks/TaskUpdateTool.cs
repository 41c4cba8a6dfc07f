using Daybook.Errors;
using Daybook.Json;
using Daybook.Mcp.Answers;
using Daybook.Mcp.Calling;
using Daybook.Tasks;

namespace Daybook.Mcp.Tasks;

/// <summary><c>task_update</c></summary>
internal sealed class TaskUpdateTool() : DaybookTool(
    "task_update",
    "Update a task",
    "Changes one task; a claimed one needs its token. note takes decisions, files_modified, values; edit takes name, description, priority, "
    + "parent, tags, untags; depend and undepend take on.",
    ToolEffect.Replaces,
    Id,
    Action,
    Token,
    Reason,
    Lease,
    Decisions,
    Files,
    Values,
    Name,
    Description,
    Priority,
    Parent,
    Tags,
    Untags,
    On,
    IdempotencyKey)
{
    private static readonly Parameter Id = Parameter.Required("id", "");
    private static readonly Parameter Action = Parameter.Word(
        "action", "", ["start", "complete", "fail", "cancel", "reopen", "release", "heartbeat", "note", "edit", "depend", "undepend"]) with
    { IsRequired = true };

    private static readonly Parameter Token = Parameter.Whole("token", "From task_claim", null, null);
    private static readonly Parameter Reason = Parameter.Text("reason", "");
    private static readonly Parameter Lease = Parameter.Whole("lease_seconds", "", (long)TaskLease.Min.TotalSeconds, (long)TaskLease.Max.TotalSeconds);
    private static readonly Parameter Decisions = Parameter.Texts("decisions", "");
    private static readonly Parameter Files = Parameter.Texts("files_modified", "");
    private static readonly Parameter Values = new("values", ParameterType.Members, "");
    private static readonly Parameter Name = Parameter.Text("name", "");
    private static readonly Parameter Description = Parameter.Text("description", "");
    private static readonly Parameter Priority = Parameter.Whole("priority", "", 0, TaskRules.PriorityMax);
    private static readonly Parameter Parent = Parameter.Text("parent", "");
    private static readonly Parameter Tags = Parameter.Texts("tags", "");
    private static readonly Parameter Untags = Parameter.Texts("untags", "");
    private static readonly Parameter On = Parameter.Text("on", "Task id");

    // What an action does not use is refused, so that nothing that was asked for is left out unsaid.
    private static readonly Dictionary<string, Parameter[]> Uses = new(StringComparer.Ordinal)
    {
        ["start"] = [Reason],
        ["complete"] = [Reason],
        ["fail"] = [Reason],
        ["cancel"] = [Reason],
        ["reopen"] = [Reason],
        ["release"] = [Reason],
        ["heartbeat"] = [Lease],
        ["note"] = [Decisions, Files, Values],
        ["edit"] = [Name, Description, Priority, Parent, Tags, Untags],
        ["depend"] = [On],
        ["undepend"] = [On],
    };

    /// <inheritdoc/>
    protected override async Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        string action = call.Arguments.Required(Action);
        TaskChange change = Read(call.Arguments, action);
        DaybookStore store = await call.OpenAsync(StoreUse.Change, cancellationToken).ConfigureAwait(false);
        TaskActor actor = await call.Caller.ActorAsync(store, call.Arguments.Whole(Token), cancellationToken).ConfigureAwait(false);
        TaskRecord task = await store.Tasks.ChangeAsync(call.Arguments.Required(Id), change, actor, cancellationToken).ConfigureAwait(false);
        return RecordAnswer.Of(AnswerForm.OfWrite, $"Done ({action}): {TaskCaller.LineOf(task)}.", task, RecordsJson.Default.TaskRecord, "task_show has all of it.");
    }

    private static TaskChange Read(ToolArguments given, string action)
    {
        Parameter[] used = Uses[action];
        if (Uses.Values.SelectMany(static all => all).Distinct().FirstOrDefault(parameter => given.Has(parameter) && !used.Contains(parameter)) is { } stray)
        {
            throw new InvalidInputException($"action {action} takes no {stray.Name}")
            {
                Hint = $"{action} takes {string.Join(", ", used.Select(static parameter => parameter.Name))}; make another call for the rest",
            };
        }

        string? reason = given.Text(Reason);
        TaskRules.ValidateReason(reason);
        return action switch
        {
            "start" => new TaskChange.Start { Reason = reason },
            "complete" => new TaskChange.Complete(reason),
            "fail" => new TaskChange.Fail(reason),
            "cancel" => new TaskChange.Cancel(reason),
            "reopen" => new TaskChange.Reopen(reason),
            "release" => new TaskChange.Release(reason),
            "heartbeat" => new TaskChange.Heartbeat(given.Whole(Lease) is { } seconds ? TimeSpan.FromSeconds(seconds) : null),
            "note" => new TaskChange.Note(new TaskContext { Decisions = given.Texts(Decisions), FilesModified = given.Texts(Files), Values = given.Members(Values) }),
            "edit" => new TaskChange.Edit(EditOf(given)),
            "depend" => new TaskChange.Depend(Other(given)),
            _ => new TaskChange.Undepend(Other(given)),
        };
    }

    private static TaskEdit EditOf(ToolArguments given) => new()
    {
        Name = given.Text(Name),
        Description = given.Text(Description),
        Priority = given.Small(Priority),
        ParentId = given.Text(Parent),
        Tags = given.Texts(Tags),
        Untags = given.Texts(Untags),
    };

    private static string Other(ToolArguments given) =>
        given.Text(On) ?? throw new InvalidInputException("the argument on is missing") { Hint = "on is the id of the task that is waited for" };
}
