using System.Text.Json;
using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>What the journals know of tasks that were finished, so that a line that the history lost can be made again.</summary>
internal sealed class FinishedEvents(IFileSystem fileSystem, TaskPlaces places)
{
    private static readonly byte[][] Finishing = [.. new[] { "completed", "failed", "cancelled", "task_kept" }.Select(static name =>
        System.Text.Encoding.ASCII.GetBytes($"\"event\":\"{name}\""))];

    /// <summary>The finished tasks of the journals whose events are none of these, each as it was then, in the order in which they were finished.</summary>
    /// <param name="known">The events that finished a task and are accounted for.</param>
    /// <param name="last">The number of the last event that counts.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    internal IReadOnlyList<TaskRecord> Missing(HashSet<(long Seq, FinishedKey Task)> known, long last, CancellationToken cancellationToken)
    {
        var missing = new Dictionary<string, HashSet<long>>(StringComparer.Ordinal);
        JournalArchive.Visit(fileSystem, places, line =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (MayFinish(line) && Read(line) is { TaskId: { } id } happened && SeqOf(happened) is { } seq && seq <= last
                && !known.Contains((seq, FinishedKey.Of(id))))
            {
                (missing.TryGetValue(id, out HashSet<long>? wanted) ? wanted : missing[id] = []).Add(seq);
            }
        });
        return missing.Count == 0 ? [] : Rebuild(missing);
    }

    private List<TaskRecord> Rebuild(Dictionary<string, HashSet<long>> missing)
    {
        var current = new Dictionary<string, TaskRecord>(StringComparer.Ordinal);
        var found = new SortedDictionary<(long Seq, string Task), TaskRecord>();
        JournalArchive.Visit(fileSystem, places, line =>
        {
            if (Read(line) is not { TaskId: { } id } happened || !missing.TryGetValue(id, out HashSet<long>? wanted))
            {
                return;
            }

            TaskRecord? before = current.GetValueOrDefault(id);
            if (before is not null && (happened.Seq <= before.Seq || happened.Action is TaskAction.TaskKept))
            {
                return;
            }

            try
            {
                TaskRecord after = TaskLifecycle.Apply((happened.Action as TaskAction.Reopened)?.Task ?? before, happened);
                current[id] = after;
                if (TaskStateName.IsFinished(after.Status) && wanted.Contains(after.Seq))
                {
                    found[(after.Seq, after.Id)] = after;
                }
            }
            catch (ConflictException)
            {
                // It cannot have happened, so it finished nothing.
            }
        });
        return [.. found.Values];
    }

    /// <summary>By its bytes alone, since reading every line of every journal costs many times more.</summary>
    private static bool MayFinish(ReadOnlySpan<byte> line)
    {
        for (int index = 0; index < Finishing.Length; index++)
        {
            if (line.IndexOf(Finishing[index]) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The number that the task has after an event that finished it; null for an event that finished none.</summary>
    private static long? SeqOf(TaskEvent happened) => happened.Action switch
    {
        TaskAction.Completed or TaskAction.Failed or TaskAction.Cancelled => happened.Seq,
        TaskAction.TaskKept { Task: { } task } when TaskStateName.IsFinished(task.Status) => task.Seq,
        _ => null,
    };

    private static TaskEvent? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return line.IsEmpty ? null : TaskEventJson.Read(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
