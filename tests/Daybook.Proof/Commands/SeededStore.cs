using System.Text.Json;
using Daybook.Drafts;
using Daybook.Embedded;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Proof.Stores;
using Daybook.Runs;
using Daybook.Tasks;

namespace Daybook.Proof.Commands;

/// <summary>A store with some of everything in it, made once, from which each experiment gets a copy.</summary>
internal sealed class SeededStore : IDisposable
{
    public const string Task = "0194f3a2-7c1e-4d10-9a51-000000000001";
    public const string ClaimedTask = "0194f3a2-7c1e-4d10-9a51-000000000002";
    public const string FinishedTask = "0194f3a2-7c1e-4d10-9a51-000000000003";
    public const string Draft = "0194f3a2-7c1e-7d10-9a51-3f0c5c1e8a01";
    public const string Operation = "01KTK4DFAS0000000000000001";
    public const string Run = "run-one";

    /// <summary>Who did everything; the command line is told so by its environment.</summary>
    public const string Agent = "proof";

    private static readonly TaskActor Actor = new() { Agent = Agent };

    private readonly ScratchStore seed = new();

    private SeededStore()
    {
    }

    /// <summary>Makes it.</summary>
    public static async Task<SeededStore> CreateAsync()
    {
        var seeded = new SeededStore();
        await using EmbeddedStore store = await seeded.seed.OpenAsync();
        await SeedMemoryAsync(store.Memory);
        await SeedTasksAsync(store);
        await SeedRunsAsync(store.Runs);
        await SeedDraftsAsync(store);
        await SeedOperationsAsync(store.Operations);
        return seeded;
    }

    /// <summary>Gives a store of its own to an experiment, as it is before a command.</summary>
    public ScratchStore CopyFor(WriteCommand command) => CopyFor(command, Path.GetTempPath());

    /// <summary>The same in a folder.</summary>
    public ScratchStore CopyFor(WriteCommand command, string parent)
    {
        var scratch = new ScratchStore(parent, withStore: false);
        if (command.IsFirst)
        {
            scratch.PretendGit();
        }
        else
        {
            Copy(seed.Folder, scratch.Folder);
        }

        command.Prepare(scratch);
        return scratch;
    }

    public void Dispose() => seed.Dispose();

    private static async Task SeedMemoryAsync(IMemoryStore memory)
    {
        for (int number = 1; number <= 4; number++)
        {
            await memory.AddAsync(
                new MemoryRecord { Id = $"record-{number}", Type = "note", Title = $"record-{number}", Timestamp = new DateTimeOffset(2019 + number, 1, 1, 0, 0, 0, TimeSpan.Zero) },
                default);
        }
    }

    private static async Task SeedTasksAsync(EmbeddedStore store)
    {
        await store.Sessions.StartAsync(Actor, default);
        foreach (string id in (string[])[Task, ClaimedTask, FinishedTask])
        {
            await store.Tasks.CreateAsync(new NewTask { Id = id, Name = $"task {id[^1]}", Description = "of the seed" }, Actor, default);
        }

        await store.Tasks.ClaimAsync(ClaimedTask, new ClaimRequest { Agent = Agent, Lease = TimeSpan.FromDays(1) }, default);
        await store.Tasks.ChangeAsync(FinishedTask, new TaskChange.Start(), Actor, default);
        await store.Tasks.ChangeAsync(FinishedTask, new TaskChange.Complete(null), Actor, default);
        await store.Context.SetAsync("project_type", JsonElement.Parse("\"library\""), default);
        await store.Context.AppendAsync("key_decisions", JsonElement.Parse("\"one\""), default);
    }

    private static async Task SeedRunsAsync(IRunStore runs)
    {
        foreach (string id in (string[])[Run, "run-ended"])
        {
            await runs.CreateAsync(new NewRun { RunId = id, ProjectId = "p", TaskId = id, AgentType = Agent }, default);
        }

        await runs.FinishAsync("run-ended", new RunFinish { Status = RunStatus.Completed, ExitCode = 0 }, default);
    }

    private static async Task SeedDraftsAsync(EmbeddedStore store)
    {
        await store.Drafts.SaveAsync(new DraftSave { SessionId = Draft, StateJson = "1" }, default);
        await store.Drafts.SaveAsync(new DraftSave { SessionId = Draft[..^1] + "2", StateJson = "2" }, default);
        await store.BuilderMemory.RecordAsync(new NewBuilderMemory { PurposeCategory = "coding", InitialDescription = "the first" }, default);
    }

    private static async Task SeedOperationsAsync(IOperationStore operations)
    {
        await operations.StartAsync(
            new NewOperation { Id = Operation, ProfileId = "p", Action = "plan", Actor = Agent, RequestText = "open", MissionId = "m" }, default);
        OperationChange closed = await operations.StartAsync(new NewOperation { ProfileId = "p", Action = "plan", Actor = Agent, RequestText = "closed" }, default);
        await operations.CompleteAsync(closed.View.Operation.InvocationId, new OperationCompletion { Outcome = OperationOutcome.Done }, default);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to, File.GetUnixFileMode(from));
        foreach (string file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Join(to, Path.GetFileName(file)));
        }

        foreach (string folder in Directory.GetDirectories(from))
        {
            Copy(folder, Path.Join(to, Path.GetFileName(folder)));
        }
    }
}
