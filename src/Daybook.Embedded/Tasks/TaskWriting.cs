using System.Buffers;
using Daybook.Durability.Logs;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>What the entries of the journal share while they decide, all of it used under the log's lock only, but for <see cref="Offer"/>.</summary>
internal sealed class TaskWriting(EmbeddedPorts ports, TaskPlaces places) : IDisposable
{
    private readonly SealedJson lines = new();
    private readonly FinishedTasks finished = new(ports.FileSystem, places) { RefusesUnread = true };
    private TaskReplay? replay;
    private TaskReplay? offered;
    private LogView? batch;
    private LogView? cut;
    private ulong identity;

    /// <summary>Whether the next entry will have to read the whole journal, unless somebody reads it for it beforehand.</summary>
    internal bool IsCold => Volatile.Read(ref replay) is null && Volatile.Read(ref offered) is null;

    /// <summary>Hands over a board that was read outside of the lock, where reading holds nobody up.</summary>
    internal void Offer(TaskReplay warm) => Volatile.Write(ref offered, warm);

    /// <summary>The journal with everything in it applied, the batch's earlier entries too; null where it has yet to be begun, or lost its end.</summary>
    internal TaskReplay? CatchUp(LogView view)
    {
        if (view.Length == 0 || view == cut)
        {
            return null;
        }

        if (view == batch && replay is not null)
        {
            return replay;
        }

        batch = view;
        TaskReplay current = Current(view);
        current.CatchUp(view.File, view.Length, isFinal: true, new ProblemList());
        if (replay is { } known && known.JournalId == current.JournalId && known.Board.Seq > current.Board.Seq)
        {
            // It was cut since. What the views know comes back before anything else happens.
            cut = view;
            Forget();
            return null;
        }

        identity = view.Identity;
        Volatile.Write(ref replay, current);
        return current;
    }

    /// <summary>Where wishes become events at this moment.</summary>
    internal TaskDesk Desk(TaskBoard board) => new(board, finished, ports.Ids, TaskMoment.Of(ports.Time, ports.Processes));

    /// <summary>Writes an event's line, and applies the event for the entries that come after it.</summary>
    internal void Write(TaskEvent happened, TaskReplay current, LogView view, IBufferWriter<byte> output)
    {
        int length = lines.Write(happened, view.File.Path, output);
        current.Apply(happened, view.NextOffset + length + 1);
    }

    /// <summary>Forgets everything, since nobody knows whether what was applied is in the log.</summary>
    internal void Forget() => Volatile.Write(ref replay, null);

    public void Dispose() => lines.Dispose();

    private TaskReplay Current(LogView view)
    {
        if (replay is { } known && identity == view.Identity && known.End <= view.Length)
        {
            return known;
        }

        TaskReplay? warm = Interlocked.Exchange(ref offered, null);
        return warm is not null && warm.End <= view.Length && warm.File.IsSameFile(view.File.Stat())
            ? warm
            : TaskReplay.Load(ports.FileSystem, places, view.File, view.Length, isFinal: true, new ProblemList());
    }
}
