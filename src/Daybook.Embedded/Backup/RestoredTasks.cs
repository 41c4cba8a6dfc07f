using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Embedded.Tasks;
using Daybook.Tasks;

namespace Daybook.Embedded.Backup;

/// <summary>
/// Settles the tasks of a restored store before it gets its place: whoever held one of them held it in another store. Each claim is ended by an
/// event that says why, and the journal begins anew with a token that nobody was given.
/// </summary>
internal sealed class RestoredTasks(EmbeddedPorts ports, RestoreOptions options)
{
    private const string Agent = "restore";

    private readonly EmbeddedOptions journalOptions = new() { LockWait = options.LockWait, HolderLabel = options.HolderLabel };

    /// <summary>Settles them.</summary>
    /// <param name="store">The restored store.</param>
    /// <param name="token">The highest token of the store that it replaces.</param>
    /// <param name="reason">Why the claims end.</param>
    internal async Task SettleAsync(string store, long token, string reason)
    {
        var places = TaskPlaces.InStore(store, StoreFile.Read(ports.FileSystem, store));
        bool isThere = new[] { places.Journal, places.Current, places.CurrentBackup }.Any(path => ports.FileSystem.Stat(path) is not null);
        if (places.IsAdopted || (!isThere && token == 0))
        {
            return;
        }

        if (await ReleaseAsync(places, reason).ConfigureAwait(false) < token)
        {
            Raise(places, token);
        }

        var journal = new TaskJournal(ports, places, journalOptions);
        await using (journal.ConfigureAwait(false))
        {
            await journal.RefreshAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Ends the claims.</summary>
    /// <returns>The highest token that the archive knows.</returns>
    private async Task<long> ReleaseAsync(TaskPlaces places, string reason)
    {
        var journal = new TaskJournal(ports, places, journalOptions);
        await using (journal.ConfigureAwait(false))
        {
            bool isMore = true;
            long token = 0;
            while (isMore)
            {
                (isMore, token) = await journal.WriteAsync<(bool, long)>(
                    (_, board) =>
                    {
                        TaskEvent? release = Next(board, reason);
                        return (release, () => (release is not null, board.Token));
                    },
                    CancellationToken.None).ConfigureAwait(false);
            }

            return token;
        }
    }

    private TaskEvent? Next(TaskBoard board, string reason) => board.InProgress.FirstOrDefault(static task => task.Claim is not null) is { } held
        ? new TaskEvent
        {
            Seq = board.Seq + 1,
            At = ports.Time.GetUtcNow(),
            TaskId = held.Id,
            Agent = Agent,
            Action = new TaskAction.Released(reason),
        }
        : null;

    private void Raise(TaskPlaces places, long token)
    {
        DirectoryTree.Create(ports.FileSystem, places.Archive);
        using FileLock guard = FileLock.Acquire(ports.FileSystem, places.Lock, options.LockWait, ports.Clock, options.HolderLabel);
        using var history = new HistoryWriting(ports, places);
        using var rotation = new JournalRotation(ports, places, journalOptions, history);
        rotation.Run(
            known: 0,
            name => JournalArchive.PathOf(places, name),
            (_, log, length) =>
            {
                var kept = KeptBoard.Of(TaskReplay.Load(ports.FileSystem, places, log, length, isFinal: true, new ProblemList()).Board);
                return kept with { Summary = kept.Summary with { Token = Math.Max(token, kept.Summary.Token) } };
            });
    }
}
