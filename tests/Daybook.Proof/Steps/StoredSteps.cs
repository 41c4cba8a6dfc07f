using System.Text.Json;
using Daybook.Drafts;
using Daybook.Embedded;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Runs;
using Daybook.Tasks;

namespace Daybook.Proof.Steps;

/// <summary>Reads everything in a store, and at which step each thing stands.</summary>
internal sealed class StoredSteps
{
    private const string Later = "+later";

    private readonly Dictionary<Subject, int> steps = [];

    private StoredSteps()
    {
    }

    /// <summary>The steps.</summary>
    public IReadOnlyDictionary<Subject, int> Steps => steps;

    /// <summary>What could not be read: torn lines, say.</summary>
    public ProblemList Problems { get; } = new();

    /// <summary>Reads them.</summary>
    /// <exception cref="ProofFailedException">Something is there twice, or is not whole.</exception>
    public static async Task<StoredSteps> ReadAsync(EmbeddedStore store)
    {
        var read = new StoredSteps();
        await read.ReadMemoryAsync(store.Memory);
        await read.ReadPagesAsync(
            cursor => store.Tasks.ListAsync(
                new TaskQuery { Statuses = [.. Enum.GetValues<TaskState>()], Limit = TaskQuery.LimitMax, Cursor = cursor }, default),
            static task => (new Subject("tasks", task.Id), StepOf(task)));
        await read.ReadPagesAsync(
            cursor => store.Runs.ListAsync(new RunQuery { Limit = RunQuery.LimitMax, Cursor = cursor }, default),
            static view => (new Subject("runs", view.Run.RunId), Math.Max(1, view.Run.Pgid)));
        await read.ReadPagesAsync(
            cursor => store.Operations.ListAsync(new OperationQuery { Limit = OperationQuery.LimitMax, Cursor = cursor }, default),
            static view => (new Subject("operations", view.Operation.RequestText), StepOf(view.Operation)));
        await read.ReadDraftsAsync(store.Drafts);
        return read;
    }

    private static int StepOf(TaskRecord task) => task.Status switch
    {
        TaskState.Pending => 1,
        TaskState.InProgress => 2 + task.Context.Decisions.Count,
        _ => 4,
    };

    private static int StepOf(OperationRecord operation) => operation.Status == OperationStatus.Open ? 1 + operation.Links.Count : 3;

    private async Task ReadMemoryAsync(IMemoryStore memory)
    {
        var later = new HashSet<string>(StringComparer.Ordinal);
        var records = new List<MemoryRecord>();
        await foreach (MemoryRecord record in memory.ReadAsync(Problems, default))
        {
            string id = record.Id ?? "";
            if (!id.EndsWith(Later, StringComparison.Ordinal))
            {
                records.Add(record);
            }
            else if (!later.Add(id))
            {
                throw new ProofFailedException($"memory {id} is stored twice");
            }
        }

        foreach (MemoryRecord record in records)
        {
            Add(new Subject("memory", record.Id ?? ""), record.SupersededBy is not null ? 3 : later.Contains(record.Id + Later) ? 2 : 1);
        }
    }

    private async Task ReadDraftsAsync(IDraftStore drafts)
    {
        var ids = new List<string>();
        await ReadPagesAsync(
            cursor => drafts.ListAsync(new DraftQuery { Limit = DraftQuery.LimitMax, Cursor = cursor }, default), ids, static draft => draft.SessionId);
        foreach (string id in ids)
        {
            using var state = JsonDocument.Parse((await drafts.LoadAsync(id, default)).StateJson);
            int number = state.RootElement.GetProperty("number").GetInt32();
            if (state.RootElement.GetProperty("again").GetInt32() != number)
            {
                throw new ProofFailedException($"draft {id} is half of one state and half of another");
            }

            Add(new Subject("drafts", id), number);
        }
    }

    private async Task ReadPagesAsync<T>(Func<string?, Task<Page<T>>> read, Func<T, (Subject Subject, int Step)> stepOf)
    {
        var found = new List<(Subject Subject, int Step)>();
        await ReadPagesAsync(read, found, stepOf);
        found.ForEach(one => Add(one.Subject, one.Step));
    }

    private async Task ReadPagesAsync<T, TFound>(Func<string?, Task<Page<T>>> read, List<TFound> found, Func<T, TFound> find)
    {
        string? cursor = null;
        do
        {
            Page<T> page = await read(cursor);
            found.AddRange(page.Items.Select(find));
            foreach (Problem problem in page.Problems)
            {
                Problems.Add(problem);
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    private void Add(Subject subject, int step)
    {
        if (!steps.TryAdd(subject, step))
        {
            throw new ProofFailedException($"{subject} is stored twice");
        }
    }
}
