using System.Text.Json;
using Daybook.Processes;
using Daybook.Tasks;

namespace Daybook.Testing;

/// <summary>One event of each kind, with everything in it that such an event can have.</summary>
public static class TaskActions
{
    public const string TaskId = "11111111-2222-4333-8444-555555555555";
    public const string OtherId = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";

    private static readonly DateTimeOffset At = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly BootTime Boot = new("boot-1", TimeSpan.FromMilliseconds(3_600_000), "host");

    /// <summary>A claim with everything that a claim can have.</summary>
    public static TaskClaim Claim { get; } = new()
    {
        Owner = "codex-7",
        Token = 41,
        LeaseExpiresAt = At + TimeSpan.FromMinutes(15),
        Lease = TimeSpan.FromMinutes(15),
        Process = new ProcessIdentity(4711, 123456, "boot-1", "pid:[4026531836]"),
    };

    /// <summary>The events of tasks.</summary>
    public static IReadOnlyList<TaskAction> OfTasks { get; } =
    [
        new TaskAction.Created(TaskIn(TaskState.Pending)),
        new TaskAction.Edited(new TaskEdit { Name = "new", Description = "", Priority = 1, ParentId = OtherId, Tags = ["x"], Untags = ["y"] }),
        new TaskAction.Noted(new TaskContext
        {
            FilesModified = ["src/a.cs"],
            Decisions = ["async"],
            Values = new Dictionary<string, JsonElement> { ["tries"] = JsonElement.Parse("3") },
        }),
        new TaskAction.DependencyAdded(OtherId, Blocks: true),
        new TaskAction.DependencyRemoved(OtherId),
        new TaskAction.Started(Claim with { IsSessions = true, Process = null }) { Reason = "first" },
        new TaskAction.Claimed(Claim),
        new TaskAction.Renewed(TimeSpan.FromMinutes(30)),
        new TaskAction.Released("later"),
        new TaskAction.Completed("fine"),
        new TaskAction.Failed("no way"),
        new TaskAction.Cancelled("not wanted"),
        new TaskAction.Reopened(TaskIn(TaskState.Failed), [OtherId], "again"),
        new TaskAction.TaskKept(TaskIn(TaskState.InProgress)),
    ];

    /// <summary>The events of sessions and of the journal itself.</summary>
    public static IReadOnlyList<TaskAction> Others { get; } =
    [
        new TaskAction.SessionStarted(),
        new TaskAction.ScopeChanged("the pool"),
        new TaskAction.SessionEnded(),
        new TaskAction.Snapshot("01JC0000000000000000000000", new BoardSummary
        {
            Token = 41,
            Completed = [new CompletedTask(OtherId, "done", At, 300)],
            JournalLostAt = At,
            Extra = new Dictionary<string, JsonElement> { ["theirs"] = JsonElement.Parse("[1]") },
        }),
        new TaskAction.SessionKept(new SessionRecord
        {
            SessionId = "s-1", Agent = "codex-7", StartedAt = At, EndedAt = At, CurrentTaskId = TaskId, Scope = "the pool", Seq = 7,
        }),
    ];

    /// <summary>An event of an action.</summary>
    public static TaskEvent Event(TaskAction action) => new()
    {
        Seq = 8,
        At = At,
        TaskId = OfTasks.Contains(action) ? TaskId : null,
        Agent = "codex-7",
        SessionId = "s-1",
        RunId = "r-1",
        OperationId = "o-1",
        Boot = action is TaskAction.Started or TaskAction.Claimed or TaskAction.Renewed ? Boot : null,
        Action = action,
    };

    /// <summary>A task in a state, with everything that it can have there.</summary>
    public static TaskRecord TaskIn(TaskState state) => new()
    {
        Id = TaskId,
        Name = "Pool \"exhausted\" – ünïcödé",
        Description = "two\nlines",
        Status = state,
        Priority = 0,
        Tags = ["db", "urgent"],
        ParentId = OtherId,
        DependsOn = [OtherId],
        BlockedBy = state == TaskState.Pending ? [OtherId] : [],
        CreatedAt = At - TimeSpan.FromHours(1),
        StartedAt = state == TaskState.Pending ? null : At - TimeSpan.FromMinutes(5),
        CompletedAt = TaskStateName.IsFinished(state) ? At : null,
        DurationSeconds = TaskStateName.IsFinished(state) ? 300 : null,
        FailureReason = state == TaskState.Failed ? "no way" : null,
        Claim = state == TaskState.InProgress ? Claim with { Began = Boot } : null,
        Context = new TaskContext { FilesModified = ["src/a.cs"], Decisions = ["async"] },
        SessionId = "s-1",
        Reopened = 1,
        Seq = 7,
        Extra = new Dictionary<string, JsonElement> { ["theirs"] = JsonElement.Parse("""{"a":1}""") },
    };
}
