using System.Text.Json;
using Daybook.Durability;
using Daybook.Durability.Errors;
using Daybook.Durability.Files;
using Daybook.Durability.Locks;
using Daybook.Errors;

namespace Daybook.Embedded.Tasks;

/// <summary>
/// Keeps <c>current.json</c>, the history and the checkpoint near the journal: within a second while a process is at work, exactly when it
/// ends. All of them can be made again, so a disk that refuses them fails nobody; the next writer tries again.
/// </summary>
internal sealed class TaskViews : IAsyncDisposable
{
    /// <summary>How long the journal's tail behind the checkpoint may grow.</summary>
    internal const long TailBytesMax = 1 << 20;

    private static readonly TimeSpan LagMax = TimeSpan.FromSeconds(1);

    private readonly EmbeddedPorts ports;
    private readonly TaskPlaces places;
    private readonly EmbeddedOptions options;
    private readonly Func<Func<TaskReplay, BoardCapture>, Task<BoardCapture>> capture;
    private readonly HistoryWriting history;
    private readonly JournalRotation rotation;
    private readonly JournalCompaction compaction;
    private readonly SemaphoreSlim turn = new(1);
    private readonly ITimer timer;
    private int isStale;
    private int isDisposed;
    private int isCheckpointDue;

    internal TaskViews(
        EmbeddedPorts ports,
        TaskPlaces places,
        EmbeddedOptions options,
        Func<Func<TaskReplay, BoardCapture>, Task<BoardCapture>> capture)
    {
        this.ports = ports;
        this.places = places;
        this.options = options;
        this.capture = capture;
        history = new HistoryWriting(ports, places);
        rotation = new JournalRotation(ports, places, options, history);
        compaction = new JournalCompaction(ports, places, rotation);
        timer = ports.Time.CreateTimer(
            static views => _ = (views as TaskViews)?.UpdateAsync(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether what stands at <c>current.json</c> was just taken in, so that it is nobody's mistake.</summary>
    internal bool IsAdopted { get; set; }

    /// <summary>Something happened that the views do not know.</summary>
    internal void Touch(bool isCheckpointWanted)
    {
        if (isCheckpointWanted)
        {
            Volatile.Write(ref isCheckpointDue, 1);
        }

        if (Interlocked.Exchange(ref isStale, 1) == 0)
        {
            timer.Change(LagMax, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Brings the views up to date if something happened since; a refusal of the disk is kept to itself.</summary>
    internal async Task UpdateAsync()
    {
        await turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (Interlocked.Exchange(ref isStale, 0) == 1)
            {
                await WriteApartAsync().ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (failure is DurabilityException or DaybookException or ObjectDisposedException)
        {
            // The journal has it all. Doctor tells what is behind, and the next writer writes it.
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) != 0)
        {
            return;
        }

        await timer.DisposeAsync().ConfigureAwait(false);
        await UpdateAsync().ConfigureAwait(false);
        history.Dispose();
        rotation.Dispose();
        turn.Dispose();
    }

    /// <summary>
    /// Writes them on a thread that may wait: it waits for the disk and packs what is large, and on a small machine the pool that serves all callers has
    /// a thread or two.
    /// </summary>
    private Task WriteApartAsync()
    {
        if (!CallingThread.MayWait)
        {
            return WaitingThreads.Shared.RunAsync(Write, CancellationToken.None);
        }

        Write();
        return Task.CompletedTask;
    }

    /// <summary>Writes the views as they are wanted now. The journal has it all already, so a failure loses nothing.</summary>
    internal void Write()
    {
        using FileLock guard = FileLock.Acquire(ports.FileSystem, places.Lock, options.LockWait, ports.Clock, options.HolderLabel);
        bool isDue = Interlocked.Exchange(ref isCheckpointDue, 0) == 1;
        CheckpointMark mark = CheckpointMark.Read(ports.FileSystem, places.Checkpoint);
        BoardCapture board = capture(replay => BoardCapture.Of(replay, mark, isDue)).GetAwaiter().GetResult();
        CurrentFile shown = CurrentFile.Read(ports.FileSystem, places.Current);
        if (!places.IsShared && shown.Seq > board.Current.Seq)
        {
            // The journal was cut since this process read it. What is known comes back before it is written over.
            JournalRepair.RunIfCut(ports, places, options);
            board = capture(replay => BoardCapture.Of(replay, CheckpointMark.Read(ports.FileSystem, places.Checkpoint), isDue)).GetAwaiter().GetResult();
        }

        bool hasMonthBegun = history.Append(board.Finished, board.Known);
        WriteCurrent(board.Current, shown);
        if (board.Open is { } open)
        {
            history.Flush();
            var checkpoint = new Checkpoint(board.JournalId, board.End, board.Seq, board.Current.Summary, open);
            byte[] content = checkpoint.Encode();
            KeepDamagedCheckpoint();
            new AtomicFile(ports.FileSystem, ports.NewTempName).Write(places.Checkpoint, content);
            compaction.RunIfDue(board.End, content.Length, board.Seq);
        }

        if (hasMonthBegun || board.Open is not null)
        {
            HistoryPacking.PackClosed(ports, places.History);
        }
    }

    private void WriteCurrent(CurrentView view, CurrentFile old)
    {
        byte[] content = view.Encode(ReadContext(old));
        if (old.Content is not null && content.AsSpan().SequenceEqual(old.Content))
        {
            return;
        }

        var file = new ViewFile(ports.FileSystem, ports.NewTempName);
        if (old.IsIntact || (IsAdopted && old.Document is not null))
        {
            KeepUnlessIntact(CurrentFile.Read(ports.FileSystem, places.CurrentBackup), places.CurrentBackup);
            file.Write(places.CurrentBackup, old.Content);
        }
        else
        {
            KeepUnlessIntact(old, places.Current);
        }

        file.Write(places.Current, content);
        IsAdopted = false;
    }

    private void KeepUnlessIntact(CurrentFile old, string path)
    {
        if (!old.IsIntact)
        {
            Quarantine.KeepAll(ports, places, path, old.Content);
        }
    }

    private void KeepDamagedCheckpoint()
    {
        if (ports.FileSystem.Stat(places.Checkpoint) is { Length: > 0 } && Checkpoint.Read(ports.FileSystem, places.Checkpoint) is null)
        {
            Quarantine.Link(ports, places, places.Checkpoint);
        }
    }

    private OrderedDictionary<string, JsonElement> ReadContext(CurrentFile shown)
    {
        try
        {
            return ContextFile.Read(ports.FileSystem, places).Values;
        }
        catch (CorruptStoreException)
        {
            // What current.json shows may be the last that is known of it, and is what a repair takes.
            return (ContextFile.ShownBy(shown) ?? ContextFile.ShownBy(CurrentFile.Read(ports.FileSystem, places.CurrentBackup)))?.Values ?? [];
        }
    }
}
