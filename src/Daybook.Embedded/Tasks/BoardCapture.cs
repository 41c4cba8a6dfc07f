using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>The board at one position of the journal, held still to be written into the views.</summary>
internal sealed record BoardCapture
{
    internal required string JournalId { get; init; }

    internal required long End { get; init; }

    internal required CurrentView Current { get; init; }

    internal required IReadOnlyList<TaskRecord> Finished { get; init; }

    /// <summary>All open tasks, where a checkpoint is due.</summary>
    internal required IReadOnlyList<TaskRecord>? Open { get; init; }

    /// <summary>Takes what is needed; whether that includes all open tasks depends on how far the checkpoint is behind.</summary>
    internal static BoardCapture Of(TaskReplay replay, CheckpointMark mark, bool isCheckpointDue)
    {
        TaskBoard board = replay.Board;
        if (mark.JournalId == replay.JournalId)
        {
            board.Forget(mark.Seq);
        }

        long behind = replay.End - (mark.JournalId == replay.JournalId ? mark.Offset : 0);
        bool isDue = behind > TaskViews.TailBytesMax || (isCheckpointDue && behind > 0);
        return new BoardCapture
        {
            JournalId = replay.JournalId,
            End = replay.End,
            Current = CurrentView.Of(board),
            Finished = [.. board.Finished],
            Open = isDue ? [.. board.Open] : null,
        };
    }
}
