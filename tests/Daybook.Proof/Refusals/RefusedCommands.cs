using System.Text;
using System.Text.Json;
using Daybook.Backup;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Runs;
using Daybook.Tasks;

namespace Daybook.Proof.Refusals;

/// <summary>Every command that writes, of every kind of record that goes through the simulated disk.</summary>
internal static class RefusedCommands
{
    private const string NewTask = "00000003-0000-4000-8000-000000000000";
    private const string NewOperation = "01KTK4MF47RVY2WCXGFGX5AHT6";
    private const string Memory = MemoryRecord.KindName;
    private const string Tasks = TaskRecord.KindName;
    private const string Runs = RunRecord.KindName;
    private const string Operations = OperationRecord.KindName;

    private const string ImportedNote = """{"kind":"memory","record":{"id":"imported","type":"note","title":"imported"}}""";

    private const string ImportedTask =
        $$$"""{"kind":"tasks","record":{"id":"{{{NewTask}}}","name":"imported","status":"pending","priority":2,"tags":[],"depends_on":[],"created_at":"2026-11-01T12:00:00Z"}}""";

    private const string ImportedRun =
        """{"kind":"runs","record":{"version":1,"run_id":"imported","project_id":"p","task_id":"t","agent":"codex","status":"completed","start_time":"2026-11-01T12:00:00Z","end_time":"2026-11-01T12:01:00Z","exit_code":0}}""";

    private const string ImportedOperation =
        $$$"""{"kind":"operations","record":{"invocation_id":"{{{NewOperation}}}","events":[{"event":"started","invocation_id":"{{{NewOperation}}}","profile_id":"pedro","action":"generate","actor":"codex","started_at":"2026-11-01T12:00:00Z"}]}}""";

    public static readonly IReadOnlyList<RefusedCommand> All =
    [
        On(Memory, "memory add", static store => store.Memory.AddAsync(Note("added"), None), static store => HasAsync(store, "added")),
        On(Memory, "memory add of a batch", static store => Task.WhenAll(Enumerable.Range(0, 3).Select(number => store.Memory.AddAsync(Note($"batch-{number}"), None))), HasBatchAsync),
        On(Memory, "memory add of a duplicate", static store => AddTwiceAsync(store), static store => HasAsync(store, "first")),
        On(Memory, "memory forget", static store => store.Memory.ForgetAsync(new MemoryForget { Id = "new", Reason = "proof" }, None), static async store => !await HasAsync(store, "new")),
        On(Memory, "memory purge", static store => store.Memory.ForgetAsync(new MemoryForget { Id = "new", Reason = "proof", Purge = true }, None), static async store => !await HasAsync(store, "new")),
        On(Memory, "memory supersede", static store => store.Memory.SupersedeAsync(new MemorySupersede { Id = "old", By = "new" }, None), static async store => (await store.Memory.GetAsync("old", None)).SupersededBy == "new"),
        On(Memory, "memory compact", static store => store.Memory.CompactAsync(new MemoryCompaction { RetentionDays = 90 }, null, None), static store => HasAsync(store, "old")),
        On(Tasks, "task create", static store => store.Tasks.CreateAsync(new NewTask { Id = NewTask, Name = "created" }, RefusedStore.Actor, None), static store => IsAsync(store, NewTask, TaskState.Pending)),
        On(Tasks, "task claim", static store => store.Tasks.ClaimAsync(RefusedStore.OpenTask, new ClaimRequest { Agent = "proof" }, None), static store => IsAsync(store, RefusedStore.OpenTask, TaskState.InProgress)),
        On(Tasks, "task complete", static store => ChangeAsync(store, new TaskChange.Complete("done")), static store => IsAsync(store, RefusedStore.BusyTask, TaskState.Completed)),
        On(Tasks, "task fail", static store => ChangeAsync(store, new TaskChange.Fail("why")), static store => IsAsync(store, RefusedStore.BusyTask, TaskState.Failed)),
        On(Tasks, "task cancel", static store => ChangeAsync(store, new TaskChange.Cancel("why")), static store => IsAsync(store, RefusedStore.BusyTask, TaskState.Cancelled)),
        On(Tasks, "task edit", static store => ChangeAsync(store, new TaskChange.Edit(new TaskEdit { Name = "edited" })), static async store => (await store.Tasks.GetAsync(RefusedStore.BusyTask, None)).Name == "edited"),
        On(Tasks, "session start", static store => store.Sessions.StartAsync(RefusedStore.Actor, None), static async store => (await store.Sessions.ListAsync(new ProblemList(), None)).Count > 0),
        On(Tasks, "session scope", static store => store.Sessions.ChangeScopeAsync("src", RefusedStore.Actor, None), static async store => (await store.Sessions.ListAsync(new ProblemList(), None)).Any(static session => session.Scope == "src")),
        On(Tasks, "session end with a checkpoint", static store => store.Sessions.EndAsync(RefusedStore.Actor, None), static async store => (await store.Sessions.ListAsync(new ProblemList(), None)).Any(static session => session.EndedAt is not null)),
        On(Tasks, "context set", static store => store.Context.SetAsync("key", JsonElement.Parse("[1]"u8), None), static async store => (await store.Context.GetAsync("key", None)).GetArrayLength() == 1),
        On(Runs, "run create", static store => store.Runs.CreateAsync(New("created"), None), static async store => (await store.Runs.GetAsync("created", None)).Run.RunId == "created"),
        On(Runs, "run finish", static store => store.Runs.FinishAsync(RefusedStore.Run, new RunFinish { Status = RunStatus.Failed, ExitCode = 3 }, None), static async store => (await store.Runs.GetAsync(RefusedStore.Run, None)).Run.ExitCode == 3),
        On(Runs, "run create and gc", static store => CollectAsync(store), static async store => (await store.Runs.ListAsync(new RunQuery { Limit = 10 }, None)).Items.All(static view => view.Run.RunId != "passing")),
        On(Operations, "operation start", static store => store.Operations.StartAsync(Start(NewOperation), None), static async store => (await store.Operations.GetAsync(NewOperation, None)).Operation.HasStart),
        On(Operations, "operation complete", static store => store.Operations.CompleteAsync(RefusedStore.Operation, new OperationCompletion { Outcome = OperationOutcome.Done }, None), static async store => (await store.Operations.GetAsync(RefusedStore.Operation, None)).Operation.Outcome == OperationOutcome.Done),
        On(Operations, "operation link", static store => store.Operations.LinkAsync(RefusedStore.Operation, new OperationLinks { Commit = "abcdef0" }, None), static async store => (await store.Operations.GetAsync(RefusedStore.Operation, None)).Operation.Links.Count == 1),
        On(Operations, "operation sweep", static store => store.Operations.SweepAsync(TimeSpan.Zero, None), static _ => Task.FromResult(true)),
        On(Memory, "import of memory", static store => ImportAsync(store, ImportedNote), static store => HasAsync(store, "imported")),
        On(Tasks, "import of a task", static store => ImportAsync(store, ImportedTask), static store => IsAsync(store, NewTask, TaskState.Pending)),
        On(Runs, "import of a run", static store => ImportAsync(store, ImportedRun), static async store => (await store.Runs.GetAsync("imported", None)).Run.RunId == "imported"),
        On(Operations, "import of an operation", static store => ImportAsync(store, ImportedOperation), static async store => (await store.Operations.GetAsync(NewOperation, None)).Operation.HasStart),
        Fix(Memory, static store => store.MemoryDoctor.FixAsync(null, None)),
        Fix(Tasks, static store => store.TaskDoctor.FixAsync(null, None)),
        Fix(Runs, static store => store.RunDoctor.FixAsync(None)),
        Fix(Operations, static store => store.OperationDoctor.FixAsync(TimeSpan.Zero, None)),
    ];

    private static CancellationToken None => CancellationToken.None;

    /// <summary>Writes something of a kind, to see that the store is of use again.</summary>
    public static async Task UseAsync(EmbeddedStore store, string kind)
    {
        switch (kind)
        {
            case Memory:
                await store.Memory.AddAsync(Note("after"), None);
                break;
            case Tasks:
                await store.Tasks.CreateAsync(new NewTask { Name = "after" }, RefusedStore.Actor, None);
                break;
            case Runs:
                await store.Runs.CreateAsync(New("after"), None);
                break;
            default:
                await store.Operations.StartAsync(Start("01KTK4WQC1ZVRRK8420G2DB5FH"), None);
                break;
        }
    }

    private static RefusedCommand On(string kind, string name, Func<EmbeddedStore, Task> work, Func<EmbeddedStore, Task<bool>> isThere) =>
        new(name, kind, IsOnDamaged: false, work, isThere);

    private static RefusedCommand Fix(string kind, Func<EmbeddedStore, Task> work) =>
        new($"doctor {kind} --fix", kind, IsOnDamaged: true, work, static _ => Task.FromResult(true));

    private static MemoryRecord Note(string id) => new() { Id = id, Type = "note", Title = id };

    private static NewRun New(string id) => new() { RunId = id, ProjectId = "p", TaskId = "t", AgentType = "codex" };

    private static NewOperation Start(string id) => new() { Id = id, ProfileId = "pedro", Action = "generate", Actor = "codex" };

    private static Task<TaskRecord> ChangeAsync(EmbeddedStore store, TaskChange change) =>
        store.Tasks.ChangeAsync(RefusedStore.BusyTask, change, RefusedStore.Actor, None);

    private static Task<ImportedRecord> ImportAsync(EmbeddedStore store, string line) =>
        store.CreateTransfer().ImportAsync(Encoding.UTF8.GetBytes(line), isDryRun: false, None);

    private static async Task AddTwiceAsync(EmbeddedStore store)
    {
        await store.Memory.AddAsync(Note("first") with { Fingerprint = "same" }, None);
        await store.Memory.AddAsync(Note("second") with { Fingerprint = "same" }, None);
    }

    private static async Task CollectAsync(EmbeddedStore store)
    {
        await store.Runs.CreateAsync(New("passing"), None);
        await store.Runs.FinishAsync("passing", new RunFinish { Status = RunStatus.Completed, ExitCode = 0 }, None);
        IReadOnlyList<RunView> collected = await store.Runs.CollectAsync(new RunCollection { OlderThan = TimeSpan.FromTicks(-1) }, new ProblemList(), None);
        if (!collected.Any(static view => view.Run.RunId == "passing"))
        {
            throw new NotFoundException("it was passed over, and its folder may not be read");
        }
    }

    private static async Task<bool> HasBatchAsync(EmbeddedStore store)
    {
        foreach (int number in Enumerable.Range(0, 3))
        {
            if (!await HasAsync(store, $"batch-{number}"))
            {
                return false;
            }
        }

        return true;
    }

    private static async Task<bool> HasAsync(EmbeddedStore store, string id)
    {
        Page<MemoryRecord> page = await store.Memory.ListAsync(new MemoryListing { Limit = 50 }, None);
        return page.Items.Count(record => record.Id == id) == 1;
    }

    private static async Task<bool> IsAsync(EmbeddedStore store, string id, TaskState state) => (await store.Tasks.GetAsync(id, None)).Status == state;
}
