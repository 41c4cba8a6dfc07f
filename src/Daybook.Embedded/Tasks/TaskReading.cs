using Daybook.Durability.FileSystem;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>The board as readers see it, kept between reads and carried on by what was appended since. Writes nothing.</summary>
internal sealed class TaskReading(EmbeddedPorts ports, TaskPlaces places)
{
    /// <summary>How many finished tasks are kept beyond those that the checkpoint leaves, before they are looked for in the history.</summary>
    private const int FinishedMax = 4_096;

    private readonly Lock gate = new();
    private readonly FinishedTasks finished = new(ports.FileSystem, places) { RefusesUnread = true };
    private TaskReplay? replay;
    private ProblemList problems = new();
    private int finishedAtLoad;

    /// <summary>Answers a question from the board as it is now.</summary>
    /// <exception cref="Daybook.Errors.NewerFormatException">A newer version wrote the files.</exception>
    internal T Ask<T>(Func<TaskBoard, TaskDesk, ProblemList, T> question)
    {
        lock (gate)
        {
            TaskBoard board = CatchUp(CurrentFile.Read(ports.FileSystem, places.Current));
            return question(board, new TaskDesk(board, finished, ports.Ids, TaskMoment.Of(ports.Time, ports.Processes)), problems);
        }
    }

    private TaskBoard CatchUp(CurrentFile current)
    {
        using IFile? journal = places.OpenJournal(ports.FileSystem);
        if (journal is null)
        {
            replay = null;
            problems = new ProblemList();
            if (JournalStart.UnreadAlone(ports, places) is { } unread)
            {
                problems.Add(unread);
            }

            TaskBoard known = JournalStart.Preview(ports, places);
            TellLoss(known);
            return known;
        }

        FileStat file = journal.Stat();
        bool isKnown = replay is not null && replay.File.IsSameFile(file) && replay.End <= file.Length
            && replay.Board.Finished.Count < finishedAtLoad + FinishedMax;
        if (replay is null || !isKnown)
        {
            problems = new ProblemList();
            replay = TaskReplay.Load(ports.FileSystem, places, journal, file.Length, isFinal: false, problems);
            finishedAtLoad = replay.Board.Finished.Count * 2;
            TellLoss(replay.Board);
            if (!places.IsShared && current.Seq > replay.LastSeq)
            {
                problems.Add(new Problem(places.Journal, null, null, JournalCheck.EndOf("current.json", current.Seq)));
            }
        }
        else
        {
            replay.CatchUp(journal, file.Length, isFinal: false, problems);
        }

        return replay.Board;
    }

    /// <summary>Of each journal once: that it was begun without an earlier one is in its first line.</summary>
    private void TellLoss(TaskBoard board)
    {
        if (board.Summary.JournalLostAt is { } lost)
        {
            problems.Add(new Problem(places.Journal, null, null, JournalCheck.LossOf(lost)));
        }
    }
}
