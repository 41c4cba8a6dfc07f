using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>
/// Mends the tasks themselves by events of their own, which everybody can read in their history. Others write on meanwhile: what has been
/// referred to since the history was read is left for the next look.
/// </summary>
internal sealed class BoardRepair(EmbeddedPorts ports, TaskJournal journal, IReadOnlyDictionary<string, TaskRecord?> lookedUp)
{
    private const string Agent = "doctor";

    /// <summary>Writes one event after the other until nothing is wrong. When the task completes all of them survive power loss.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        bool isMore = true;
        while (isMore)
        {
            isMore = await journal.WriteAsync<object>(
                (_, board) =>
                {
                    TaskEvent? mend = Next(board);
                    return (mend, () => mend is not null);
                },
                cancellationToken).ConfigureAwait(false) is true;
        }
    }

    /// <summary>Decided under the journal's lock, so that nobody who has just claimed or renewed is in the way.</summary>
    private TaskEvent? Next(TaskBoard board)
    {
        TaskMoment moment = TaskMoment.Of(ports.Time, ports.Processes);
        (string? problem, _, TaskRecord task, TaskAction mend) = new BoardCheck(board, lookedUp, moment).Examine().FirstOrDefault();
        return problem is null ? null : new TaskEvent { Seq = board.Seq + 1, At = moment.Now, TaskId = task.Id, Agent = Agent, Action = mend };
    }
}
