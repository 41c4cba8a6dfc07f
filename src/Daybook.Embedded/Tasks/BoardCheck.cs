using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>What is wrong with the tasks themselves, however sound the files are: links that lead nowhere, claims of somebody who is gone.</summary>
/// <param name="board">The tasks.</param>
/// <param name="lookedUp">
/// What a look through the history found of tasks that are not on the board, null for nothing. Of others nothing is known, and nothing is said.
/// </param>
/// <param name="moment">Decides which leases have ended.</param>
internal sealed class BoardCheck(TaskBoard board, IReadOnlyDictionary<string, TaskRecord?> lookedUp, TaskMoment moment)
{
    internal const string DanglingDependency = "dangling_dependency";
    internal const string SettledDependency = "settled_dependency";
    internal const string DanglingParent = "dangling_parent";
    internal const string StaleLease = "stale_lease";

    /// <summary>The ids that tasks of a board refer to and that are not on it.</summary>
    internal static IEnumerable<string> Unresolved(TaskBoard board) => board.Open
        .SelectMany(static task => task.BlockedBy.Concat(task.ParentId is { } parent ? [parent] : []))
        .Where(id => board.Find(id) is null)
        .Distinct(StringComparer.Ordinal);

    /// <summary>What mends the board: for each event the problem that it ends, and in words.</summary>
    internal IEnumerable<(string Problem, string Meaning, TaskRecord Task, TaskAction Mend)> Examine()
    {
        foreach (TaskRecord task in board.Open.OrderBy(static task => task.Seq))
        {
            foreach (string on in task.BlockedBy)
            {
                if (IsNowhere(on))
                {
                    yield return (DanglingDependency, $"task {task.Id} waits for {on}, which is nowhere", task, new TaskAction.DependencyRemoved(on));
                }
                else if (Find(on) is { Status: TaskState.Completed })
                {
                    yield return (
                        SettledDependency,
                        $"task {task.Id} still waits for {on}, which is completed",
                        task,
                        new TaskAction.DependencyAdded(on, Blocks: false));
                }
            }

            if (task.ParentId is { } parent && IsNowhere(parent))
            {
                yield return (DanglingParent, $"task {task.Id} is part of {parent}, which is nowhere", task, new TaskAction.Edited(new TaskEdit { ParentId = "" }));
            }

            if (task is { Status: TaskState.InProgress, Claim: { } claim } && !TaskLease.IsLive(claim, moment))
            {
                yield return (
                    StaleLease,
                    $"task {task.Id} is in progress, and the lease of {claim.Owner} ended",
                    task,
                    new TaskAction.Released($"the lease of {claim.Owner} had ended"));
            }
        }
    }

    private TaskRecord? Find(string id) => board.Find(id) ?? lookedUp.GetValueOrDefault(id);

    private bool IsNowhere(string id) => lookedUp.TryGetValue(id, out TaskRecord? found) && found is null && board.Find(id) is null;
}
