using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>The board at one position of the journal, held still to be written into the views.</summary>
internal sealed record BoardCapture
{
    internal required string JournalId { get; init; }

    internal required long End { get; init; }

    /// <summary>The number of the latest event, or of a line behind it that cannot be read.</summary>
    internal required long Seq { get; init; }

    /// <summary>The number up to which everything finished is certainly in the history.</summary>
    internal required long Known { get; init; }

    internal required CurrentView Current { get; init; }

    internal required IReadOnlyList<TaskRecord> Finished { get; init; }

    /// <summary>All open tasks, where a checkpoint is due.</summary>
    internal required IReadOnlyList<TaskRecord>? Open { get; init; }

    /// <summary>Takes what is needed; whether that includes all open tasks depends on how far the checkpoint is behind.</summary>
    internal static BoardCapture Of(TaskReplay replay, CheckpointMark mark, bool isCheckpointDue)
    {
        TaskBoard board = replay.Board;
        bool isMarked = mark.JournalId == replay.JournalId && !replay.IsCheckpointBad;
        if (isMarked)
        {
            board.Forget(mark.Seq);
        }

        long behind = replay.End - (isMarked ? mark.Offset : 0);
        bool isDue = behind > TaskViews.TailBytesMax || replay.IsCheckpointBad || (isCheckpointDue && behind > 0);
        replay.IsCheckpointBad = false;
        return new BoardCapture
        {
            JournalId = replay.JournalId,
            End = replay.End,
            Known = isMarked ? mark.Seq : 0,
            Current = CurrentView.Of(board, replay.LastSeq),
            Seq = board.Seq,
            Finished = [.. board.Finished],
            Open = isDue ? [.. board.Open] : null,
        };
    }
}
