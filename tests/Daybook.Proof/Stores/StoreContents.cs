using System.Text.Json;
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
    /// <summary>Reads everything.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(EmbeddedStore store)
    {
        List<string> lines = await ReadFilesAsync(store, new ProblemList());
        Page<DraftSummary> drafts = await store.Drafts.ListAsync(new DraftQuery { Limit = DraftQuery.LimitMax }, default);
        foreach (DraftSummary draft in drafts.Items)
        {
            lines.Add($"draft {(await store.Drafts.LoadAsync(draft.SessionId, default)).StateJson}");
        }

        Page<BuilderMemoryEntry> recalled = await store.BuilderMemory.RecallAsync(new RecallQuery { Limit = RecallQuery.LimitMax }, default);
        lines.AddRange(recalled.Items.Select(static entry => $"recall {entry.InitialDescription}"));
        return Ordered(lines);
    }

    /// <summary>Reads everything but what SQLite keeps.</summary>
    /// <param name="store">The store.</param>
    /// <param name="problems">Is told what could not be read.</param>
    public static async Task<List<string>> ReadFilesAsync(EmbeddedStore store, ProblemList problems)
    {
        var lines = new List<string>();
        await foreach (MemoryRecord record in store.Memory.ReadAsync(problems, default))
        {
            lines.Add($"memory {record.Title}{(record.SupersededBy is null ? "" : " superseded")}");
        }

        var tasks = new TaskQuery { Statuses = [.. Enum.GetValues<TaskState>()], Limit = TaskQuery.LimitMax };
        lines.AddRange(Read(await store.Tasks.ListAsync(tasks, default), problems).Select(static task =>
            $"task {task.Name} {task.Status} {task.Priority} token {task.Claim?.Token} decisions {task.Context.Decisions.Count} after {task.DependsOn.Count}"));
        lines.AddRange((await store.Sessions.ListAsync(default)).Select(static session =>
            $"session {session.Agent} {session.Scope} {(session.EndedAt is null ? "open" : "ended")}"));
        lines.AddRange((await store.Context.ListAsync(default)).Select(static pair => $"context {pair.Key} {JsonText(pair.Value)}"));
        lines.AddRange(Read(await store.Runs.ListAsync(new RunQuery { Limit = RunQuery.LimitMax }, default), problems).Select(static view =>
            $"run {view.Run.TaskId} {RunStatusName(view.Run)}"));
        lines.AddRange(Read(await store.Operations.ListAsync(new OperationQuery { Limit = OperationQuery.LimitMax }, default), problems).Select(static view =>
            $"operation {view.Operation.RequestText} {view.Operation.Status} {view.Operation.Outcome} {view.Operation.EvidenceRef} links {view.Operation.Links.Count}"));
        return Ordered(lines);
    }

    /// <summary>Those lines of a store's contents that are not of what SQLite keeps.</summary>
    public static IReadOnlyList<string> OfFiles(IReadOnlyList<string> lines) => [.. lines.Where(static line =>
        !line.StartsWith("draft ", StringComparison.Ordinal) && !line.StartsWith("recall ", StringComparison.Ordinal))];

    private static List<string> Ordered(List<string> lines)
    {
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static string RunStatusName(RunRecord run) =>
        run.Status.ToString() is var status && run.ExitCode is { } code ? $"{status} {code}" : status;

    private static string JsonText(JsonElement value) => value.GetRawText();

    private static IReadOnlyList<T> Read<T>(Page<T> page, ProblemList problems)
    {
        foreach (Problem problem in page.Problems)
        {
            problems.Add(problem);
        }

        return page.Items;
    }
}
