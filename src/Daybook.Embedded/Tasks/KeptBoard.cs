using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>What a journal begins with: all that earlier ones amount to.</summary>
/// <param name="Seq">The number of the latest event before it.</param>
/// <param name="Summary">Everything but the tasks.</param>
/// <param name="Tasks">The open tasks, and behind them those that were finished lately and may not be in the history yet.</param>
internal sealed record KeptBoard(long Seq, BoardSummary Summary, IReadOnlyList<TaskRecord> Tasks)
{
    internal static KeptBoard Of(TaskBoard board) => new(board.Seq, board.Summary, [.. board.Open, .. board.Finished]);
}
