using System.Globalization;
using Daybook.Errors;
using Daybook.Json;
using Daybook.Mcp.Answers;
using Daybook.Mcp.Calling;
using Daybook.Tasks;

namespace Daybook.Mcp.Tasks;

/// <summary><c>task_claim</c></summary>
internal sealed class TaskClaimTool() : DaybookTool(
    "task_claim",
    "Claim a task",
    "Takes one ready task for you alone, the first one or that of an id, until the lease ends. Pass the token of the answer to every task_update on it; "
    + "renew with action heartbeat. Ends with this server.",
    ToolEffect.Adds,
    Id,
    Lease,
    IdempotencyKey)
{
    private static readonly Parameter Id = Parameter.Text("id", "Default: the first that is ready");
    private static readonly Parameter Lease = Parameter.Whole("lease_seconds", "Default 900", (long)TaskLease.Min.TotalSeconds, (long)TaskLease.Max.TotalSeconds);

    /// <inheritdoc/>
    protected override bool IsForOneClient => true;

    /// <inheritdoc/>
    protected override async Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        DaybookStore store = await call.OpenAsync(StoreUse.Change, cancellationToken).ConfigureAwait(false);
        var request = new ClaimRequest
        {
            Agent = call.Caller.Agent,
            Lease = call.Arguments.Whole(Lease) is { } seconds ? TimeSpan.FromSeconds(seconds) : TaskLease.Default,
            ProcessId = call.Surroundings.ProcessId,
            SessionId = await call.Caller.FindSessionAsync(store, cancellationToken).ConfigureAwait(false),
            RunId = call.Caller.RunId,
            OperationId = call.Caller.OperationId,
        };
        ClaimResult result = call.Arguments.Text(Id) is { Length: > 0 } id
            ? await store.Tasks.ClaimAsync(id, request, cancellationToken).ConfigureAwait(false)
            : await store.Tasks.ClaimNextAsync(request, cancellationToken).ConfigureAwait(false);
        return result switch
        {
            ClaimResult.Claimed claimed => AnswerTo(claimed),
            ClaimResult.AlreadyClaimed held => throw new ConflictException($"task {held.Id} is held by {held.By} until {held.Until.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}")
            {
                Id = held.Id,
                Hint = "task_claim without an id takes one that nobody holds",
            },
            _ => throw new NotFoundException("no task is ready") { Hint = "task_create adds one; those that wait become ready when what they depend on is completed" },
        };
    }

    private static ToolAnswer AnswerTo(ClaimResult.Claimed claimed) => RecordAnswer.Of(
        AnswerForm.OfWrite,
        string.Create(CultureInfo.InvariantCulture, $"Claimed {TaskCaller.LineOf(claimed.Task)}, token {claimed.Token}, until {claimed.LeaseExpiresAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}."),
        new ClaimAnswer(claimed.Task, claimed.Token, claimed.LeaseExpiresAt),
        RecordsJson.Default.ClaimAnswer,
        "task_show has all of it.");
}
