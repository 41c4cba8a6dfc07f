using Daybook.Json;
using Daybook.Mcp.Answers;
using Daybook.Mcp.Calling;
using Daybook.Operations;

namespace Daybook.Mcp.Operations;

/// <summary><c>op_start</c></summary>
internal sealed class OpStartTool() : DaybookTool(
    "op_start",
    "Start an operation",
    "Records that work begins which must be provable later; it is committed to git when op_complete closes it.",
    ToolEffect.Adds,
    Profile,
    Action,
    Request,
    Mode,
    Mission,
    Package,
    Model,
    TaskId,
    IdempotencyKey)
{
    private static readonly Parameter Profile = Parameter.Required("profile", "Role it is done in");
    private static readonly Parameter Action = Parameter.Required("action", "A word, or step::action");
    private static readonly Parameter Request = Parameter.Text("request", "What was asked for");
    private static readonly Parameter Mode = Parameter.Word("mode", "", OperationMode.All);
    private static readonly Parameter Mission = Parameter.Text("mission_id", "");
    private static readonly Parameter Package = Parameter.Text("wp_id", "");
    private static readonly Parameter Model = Parameter.Text("model_id", "");
    private static readonly Parameter TaskId = Parameter.Text("task_id", "");

    /// <inheritdoc/>
    protected override bool IsForOneClient => true;

    /// <inheritdoc/>
    protected override async Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        ToolArguments given = call.Arguments;
        var operation = new NewOperation
        {
            ProfileId = given.Required(Profile),
            Action = given.Required(Action),
            Actor = call.Caller.Author,
            RequestText = given.Text(Request) ?? "",
            ModeOfWork = given.Text(Mode) ?? OperationMode.TaskExecution,
            MissionId = given.Text(Mission),
            WpId = given.Text(Package),
            ModelId = given.Text(Model),
            RunId = call.Caller.RunId,
            TaskId = given.Text(TaskId) ?? call.Caller.TaskId,
        };

        // Before a store is made for it: what no store may hold leaves no trace.
        OperationRules.Validate(operation);
        DaybookStore store = await call.OpenAsync(StoreUse.Write, cancellationToken).ConfigureAwait(false);
        string session = await call.Caller.FindSessionAsync(store, cancellationToken).ConfigureAwait(false);
        OperationChange started = await store.Operations.StartAsync(operation with { SessionId = session }, cancellationToken).ConfigureAwait(false);
        return RecordAnswer.Of(
            AnswerForm.OfWrite,
            $"Started {started.View.Operation.InvocationId}; close it with op_complete.{Remarks.Of(started)}",
            OperationAnswer.Started(started),
            RecordsJson.Default.OperationAnswer,
            "daybook op show has all of it.");
    }
}
