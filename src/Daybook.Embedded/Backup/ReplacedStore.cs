using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Embedded.Drafts;
using Daybook.Embedded.Memory;
using Daybook.Embedded.Tasks;
using Daybook.Errors;
using Daybook.Tasks;

namespace Daybook.Embedded.Backup;

/// <summary>A store that is about to be replaced, held still: nobody hands out a token in it any more, moves its files or has its database open.</summary>
internal sealed class ReplacedStore : IDisposable
{
    private const string LockSuffix = ".lock";

    private readonly IFileSystem fileSystem;
    private readonly string store;
    private readonly List<IDisposable> held = [];

    private ReplacedStore(IFileSystem fileSystem, string store)
    {
        this.fileSystem = fileSystem;
        this.store = store;
    }

    /// <summary>The highest token that was handed out in it.</summary>
    internal long Token { get; private set; }

    /// <summary>Holds a store.</summary>
    /// <exception cref="LockTimeoutException">Another process is at work in it.</exception>
    /// <exception cref="NewerFormatException">A newer version wrote it.</exception>
    internal static ReplacedStore Hold(EmbeddedPorts ports, string store, RestoreOptions options)
    {
        var replaced = new ReplacedStore(ports.FileSystem, store);
        try
        {
            replaced.Take(ports, options);
            return replaced;
        }
        catch
        {
            replaced.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Gives the restored store the same lock files. Whoever waits for one of them now will hold the one that counts, not one that was moved
    /// aside.
    /// </summary>
    internal void ShareLocks(string fresh)
    {
        string from = StoreLayout.LockDirectory(store);
        string to = StoreLayout.LockDirectory(fresh);
        if (fileSystem.Stat(to) is null)
        {
            fileSystem.CreateDirectory(to);
        }

        foreach (string name in fileSystem.List(from).Where(static name => name.EndsWith(LockSuffix, StringComparison.Ordinal)))
        {
            if (fileSystem.Stat(Path.Join(to, name)) is not null)
            {
                fileSystem.Delete(Path.Join(to, name));
            }

            fileSystem.Link(Path.Join(from, name), Path.Join(to, name));
        }
    }

    public void Dispose() => held.ForEach(static item => item.Dispose());

    private void Take(EmbeddedPorts ports, RestoreOptions options)
    {
        DirectoryTree.Create(fileSystem, StoreLayout.LockDirectory(store));
        (MemoryPlaces memory, TaskPlaces tasks, DraftPlaces drafts) = PlacesOf();
        held.Add(Lock(StoreLayout.StoreLock(store)));
        if (!memory.IsAdopted)
        {
            held.Add(Lock(memory.CompactLock));
        }

        if (!drafts.IsAdopted)
        {
            held.Add(UseLock.EnterAlone(fileSystem, drafts.UseLock, options.LockWait, ports.Clock));
        }

        if (!tasks.IsAdopted)
        {
            held.Add(Lock(tasks.Lock));
            if (fileSystem.Stat(tasks.Journal) is not null)
            {
                held.Add(LockedFile.Open(fileSystem, tasks.Journal, options.LockWait, ports.Clock));
            }

            Token = TokenOf(ports, tasks);
        }

        FileLock Lock(string path) => FileLock.Acquire(fileSystem, path, options.LockWait, ports.Clock, options.HolderLabel);
    }

    /// <summary>Where its kinds are; where its file cannot be read, in the places where they are unless a file says otherwise.</summary>
    private (MemoryPlaces Memory, TaskPlaces Tasks, DraftPlaces Drafts) PlacesOf()
    {
        try
        {
            return PlacesIn(StoreFile.Read(fileSystem, store));
        }
        catch (Exception unreadable) when (unreadable is CorruptStoreException or NotFoundException)
        {
            return PlacesIn(new StoreFile { Format = StoreFile.FormatSupported, StoreId = "", CreatedAt = default });
        }

        (MemoryPlaces Memory, TaskPlaces Tasks, DraftPlaces Drafts) PlacesIn(StoreFile file) =>
            (MemoryPlaces.InStore(store, file), TaskPlaces.InStore(store, file), DraftPlaces.InStore(store, file));
    }

    private long TokenOf(EmbeddedPorts ports, TaskPlaces places)
    {
        CurrentFile current = CurrentFile.Read(fileSystem, places.Current);
        long shown = current is { IsIntact: true, Document: { } document } ? new FoundingTasks(document, ports.Time.GetUtcNow()).Token : 0;
        using IFile? journal = places.OpenJournal(fileSystem);
        TaskBoard board = journal is null
            ? JournalStart.Preview(ports, places)
            : TaskReplay.Load(fileSystem, places, journal, journal.Stat().Length, isFinal: true, new ProblemList()).Board;
        return Math.Max(shown, board.Token);
    }
}
