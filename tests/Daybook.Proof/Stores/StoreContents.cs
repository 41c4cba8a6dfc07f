using Daybook.Drafts;
using Daybook.Embedded;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Runs;
using Daybook.Tasks;

namespace Daybook.Proof.Stores;

/// <summary>What a store holds, a line for each record, without times and ids that are new in every run: what two runs of one command must agree on.</summary>
internal static class StoreContents
{
    /// <summary>Reads some kinds.</summary>
    /// <param name="store">The store.</param>
    /// <param name="kinds">The kinds.</param>
    /// <param name="problems">Is told what could not be read.</param>
    public static async Task<IReadOnlyList<string>> ReadAsync(EmbeddedStore store, StoreKinds kinds, ProblemList problems)
    {
        var lines = new List<string>();
        if (kinds.HasFlag(StoreKinds.Memory))
        {
            await foreach (MemoryRecord record in store.Memory.ReadAsync(problems, default))
            {
                lines.Add($"memory {record.Title}{(record.SupersededBy is null ? "" : " superseded")}");
            }
        }

        if (kinds.HasFlag(StoreKinds.Tasks))
        {
            await ReadTasksAsync(store, lines, problems);
        }

        if (kinds.HasFlag(StoreKinds.Runs))
        {
            lines.AddRange(Read(await store.Runs.ListAsync(new RunQuery { Limit = RunQuery.LimitMax }, default), problems).Select(static view =>
                $"run {view.Run.TaskId} {view.Run.Status} {view.Run.ExitCode}".TrimEnd()));
        }

        if (kinds.HasFlag(StoreKinds.Operations))
        {
            lines.AddRange(Read(await store.Operations.ListAsync(new OperationQuery { Limit = OperationQuery.LimitMax }, default), problems).Select(static view =>
                $"operation {view.Operation.RequestText} {view.Operation.Status} {view.Operation.Outcome} {view.Operation.EvidenceRef} links {view.Operation.Links.Count}"));
        }

        if (kinds.HasFlag(StoreKinds.Drafts))
        {
            await ReadDraftsAsync(store, lines, problems);
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    /// <summary>The kind that a line is of.</summary>
    public static StoreKinds KindOf(string line) => line[..line.IndexOf(' ', StringComparison.Ordinal)] switch
    {
        "memory" => StoreKinds.Memory,
        "run" => StoreKinds.Runs,
        "operation" => StoreKinds.Operations,
        "draft" or "recall" => StoreKinds.Drafts,
        _ => StoreKinds.Tasks,
    };

    private static async Task ReadTasksAsync(EmbeddedStore store, List<string> lines, ProblemList problems)
    {
        var all = new TaskQuery { Statuses = [.. Enum.GetValues<TaskState>()], Limit = TaskQuery.LimitMax };
        lines.AddRange(Read(await store.Tasks.ListAsync(all, default), problems).Select(static task =>
            $"task {task.Name} {task.Status} {task.Priority} token {task.Claim?.Token} decisions {task.Context.Decisions.Count} after {task.DependsOn.Count}"));
        lines.AddRange((await store.Sessions.ListAsync(new ProblemList(), default)).Select(static session =>
            $"session {session.Agent} {session.Scope} {(session.EndedAt is null ? "open" : "ended")}"));
        lines.AddRange((await store.Context.ListAsync(default)).Select(static pair => $"context {pair.Key} {pair.Value.GetRawText()}"));
    }

    private static async Task ReadDraftsAsync(EmbeddedStore store, List<string> lines, ProblemList problems)
    {
        foreach (DraftSummary draft in Read(await store.Drafts.ListAsync(new DraftQuery { Limit = DraftQuery.LimitMax }, default), problems))
        {
            lines.Add($"draft {(await store.Drafts.LoadAsync(draft.SessionId, default)).StateJson}");
        }

        Page<BuilderMemoryEntry> recalled = await store.BuilderMemory.RecallAsync(new RecallQuery { Limit = RecallQuery.LimitMax }, default);
        lines.AddRange(Read(recalled, problems).Select(static entry => $"recall {entry.InitialDescription}"));
    }

    private static IReadOnlyList<T> Read<T>(Page<T> page, ProblemList problems)
    {
        foreach (Problem problem in page.Problems)
        {
            problems.Add(problem);
        }

        return page.Items;
    }
}
