using System.Buffers;
using Daybook.Durability.Logs;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>Decides under the log's lock what happens, writes it, and answers from the board as it is then.</summary>
/// <param name="writing">What all entries of the journal share.</param>
/// <param name="decide">The decision: an event, or null for none, and what to answer once the event has been applied.</param>
internal sealed class TaskEntry<T>(TaskWriting writing, Func<TaskDesk, TaskReplay, (TaskEvent? Happened, Func<T> Answer)> decide) : LogEntry
{
    /// <summary>Whether there is no journal yet, so that nothing was decided.</summary>
    internal bool NeedsJournal { get; private set; }

    /// <summary>What happened.</summary>
    internal TaskEvent? Happened { get; private set; }

    /// <summary>The answer, which holds once the entry is durable.</summary>
    internal T? Answer { get; private set; }

    /// <inheritdoc/>
    protected override void Prepare(LogView view, IBufferWriter<byte> output)
    {
        if (writing.CatchUp(view) is not { } current)
        {
            NeedsJournal = true;
            return;
        }

        (Happened, Func<T> answer) = decide(writing.Desk(current.Board), current);
        if (Happened is { } happened)
        {
            writing.Write(happened, current, view, output);
        }

        Answer = answer();
    }

    /// <inheritdoc/>
    protected override void Undo() => writing.Forget();
}
