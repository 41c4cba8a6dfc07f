using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Errors;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>The journal: where everything that happens to tasks and sessions is decided and made durable, and read back.</summary>
internal sealed class TaskJournal : IAsyncDisposable
{
    private readonly EmbeddedPorts ports;
    private readonly TaskPlaces places;
    private readonly EmbeddedOptions options;
    private readonly DurabilityMetrics metrics = new();
    private readonly TaskWriting writing;
    private readonly TaskReading reading;
    private readonly TaskViews views;
    private readonly AppendLog log;
    private readonly SemaphoreSlim preparing = new(1);

    internal TaskJournal(EmbeddedPorts ports, TaskPlaces places, EmbeddedOptions options)
    {
        this.ports = ports;
        this.places = places;
        this.options = options;
        writing = new TaskWriting(ports, places);
        reading = new TaskReading(ports, places);
        log = AppendLog.Open(places.LogOptions(options), ports.FileSystem, ports.Clock, ports.Time, metrics);
        views = new TaskViews(ports, places, options, CaptureAsync);
    }

    internal IFileSystem FileSystem => ports.FileSystem;

    internal TaskPlaces Places => places;

    internal TaskMoment Moment => TaskMoment.Of(ports.Time, ports.Processes);

    /// <summary>A desk for a board, and for the history of this journal.</summary>
    internal TaskDesk DeskOf(TaskBoard board) => new(board, new FinishedTasks(ports.FileSystem, places) { RefusesUnread = true }, ports.Ids, Moment);

    /// <summary>Lets something happen. When the task completes the event, or what the answer rests on, is durable.</summary>
    /// <param name="decide">
    /// The decision, made under the lock: an event or none, and the answer once it has been applied. Where there is no journal yet it is
    /// made once more beforehand, so that a refusal begins none.
    /// </param>
    /// <param name="cancellationToken">Withdraws it while it waits.</param>
    internal async Task<T> WriteAsync<T>(
        Func<TaskDesk, TaskBoard, (TaskEvent? Happened, Func<T> Answer)> decide, CancellationToken cancellationToken)
    {
        if (writing.IsCold)
        {
            // Of many who find the board cold the first reads it for all, since each would read the whole of it.
            await InTurnAsync(() => !writing.IsCold || Warm(decide), cancellationToken).ConfigureAwait(false);
        }

        TaskEntry<T> entry = new(writing, (desk, replay) => decide(desk, replay.Board));
        await KernelErrors.TranslatedAsync(log.AppendAsync(entry, cancellationToken)).ConfigureAwait(false);
        if (entry.NeedsJournal)
        {
            await InTurnAsync(Begin, cancellationToken).ConfigureAwait(false);
            entry = new TaskEntry<T>(writing, (desk, replay) => decide(desk, replay.Board));
            await KernelErrors.TranslatedAsync(log.AppendAsync(entry, cancellationToken)).ConfigureAwait(false);
        }

        if (entry.Happened is { } happened)
        {
            views.Touch(isCheckpointWanted: happened.Action is TaskAction.SessionEnded);
        }

        return entry.Answer ?? throw new StorageException($"{places.Journal} was emptied while it was written") { Path = places.Journal };
    }

    /// <summary>Answers a question from everything that has happened.</summary>
    internal Task<T> ReadAsync<T>(Func<TaskBoard, TaskDesk, ProblemList, T> question, CancellationToken cancellationToken) =>
        KernelErrors.TranslateAsync(() => reading.Ask(question), cancellationToken);

    /// <summary>Answers a question from the board alone, and tells what is wrong with what it was read from.</summary>
    internal Task<T> ReadAsync<T>(Func<TaskBoard, T> question, ProblemList problems, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(problems);
        return ReadAsync(
            (board, _, met) =>
            {
                problems.AddPart(met, 0);
                return question(board);
            },
            cancellationToken);
    }

    /// <summary>Notes that <c>current.json</c> shows something that has changed.</summary>
    internal void Touch() => views.Touch(isCheckpointWanted: false);

    /// <summary>Brings the views up to date with the journal at once, the checkpoint included where it is behind or damaged.</summary>
    internal async Task RefreshAsync()
    {
        views.Touch(isCheckpointWanted: true);
        await views.UpdateAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await views.DisposeAsync().ConfigureAwait(false);
        await log.DisposeAsync().ConfigureAwait(false);
        writing.Dispose();
        preparing.Dispose();
        metrics.Dispose();
    }

    /// <summary>Prepares a write, while none of its neighbours in this process does.</summary>
    private async Task InTurnAsync(Func<bool> prepare, CancellationToken cancellationToken)
    {
        await preparing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await KernelErrors.TranslateAsync(prepare, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            preparing.Release();
        }
    }

    /// <summary>Reads the board before the lock is taken, and refuses to write beside a newer version's files.</summary>
    private bool Warm<T>(Func<TaskDesk, TaskBoard, (TaskEvent? Happened, Func<T> Answer)> decide)
    {
        CurrentFile current = CurrentFile.Read(ports.FileSystem, places.Current);
        CurrentFile backup = CurrentFile.Read(ports.FileSystem, places.CurrentBackup);
        using IFile? journal = places.OpenJournal(ports.FileSystem);
        if (journal is null)
        {
            TaskBoard known = JournalStart.Preview(ports, places);
            _ = decide(DeskOf(known), known);
            return Begin();
        }

        TaskReplay warm = TaskReplay.Load(ports.FileSystem, places, journal, journal.Stat().Length, isFinal: false, new ProblemList());
        if (warm.IsCut(CurrentFile.SeqShown(places, current, backup)))
        {
            // It was cut, or somebody has just written.
            JournalStart.Ensure(ports, places, options);
            return true;
        }

        writing.Offer(warm);
        return true;
    }

    private bool Begin()
    {
        JournalStart.Ensure(ports, places, options);
        views.IsAdopted = true;
        return true;
    }

    private async Task<BoardCapture> CaptureAsync(Func<TaskReplay, BoardCapture> capture)
    {
        var entry = new TaskEntry<BoardCapture>(writing, (_, replay) =>
        {
            BoardCapture taken = capture(replay);
            return (null, () => taken);
        });
        await log.AppendAsync(entry, CancellationToken.None).ConfigureAwait(false);
        return entry.Answer ?? throw new StorageException($"{places.Journal} is gone") { Path = places.Journal };
    }
}
