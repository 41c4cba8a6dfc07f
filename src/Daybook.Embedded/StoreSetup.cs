using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Embedded.Memory;
using Daybook.Embedded.Operations;
using Daybook.Memory;

namespace Daybook.Embedded;

/// <summary>Makes a folder a store, or changes what a store's file says, by any number of processes at once.</summary>
internal sealed class StoreSetup(EmbeddedPorts ports, string folder)
{
    private readonly AtomicFile atomic = new(ports.FileSystem, ports.NewTempName);

    private IFileSystem FileSystem => ports.FileSystem;

    /// <summary>Brings the store about. When it returns, all of it survives power loss.</summary>
    /// <param name="change">Makes what the file is to say out of what it says; returns its argument where nothing is to change.</param>
    /// <returns>What the file says now, and whether the store was created.</returns>
    internal (StoreFile File, bool Created) Run(Func<StoreFile, StoreFile> change)
    {
        if (Existing() is { } there && ReferenceEquals(change(there), there))
        {
            // Whoever created it may have been killed before its name was durable.
            DirectoryTree.Sync(FileSystem, folder, folder);
            return (there, false);
        }

        DirectoryTree.Create(FileSystem, folder);
        DirectoryTree.Create(FileSystem, StoreLayout.LockDirectory(folder));
        using FileLock guard = FileLock.Acquire(
            FileSystem, StoreLayout.StoreLock(folder), EmbeddedOptions.DefaultLockWait, ports.Clock, "daybook init");
        StoreFile? old = Existing();
        StoreFile wanted = change(old ?? NewFile());
        if (ReferenceEquals(wanted, old))
        {
            DirectoryTree.Sync(FileSystem, folder, folder);
        }
        else
        {
            Write(wanted, isNew: old is null);
        }

        return (wanted, old is null);
    }

    private StoreFile? Existing() => StoreLocator.IsStore(FileSystem, folder) ? StoreFile.Read(FileSystem, folder) : null;

    private void Write(StoreFile wanted, bool isNew)
    {
        if (wanted.Tracks(MemoryRecord.KindName))
        {
            new MemoryTracking(ports, folder, areOperationsSeparate: wanted.OperationsReference is not null).SetUp();
        }
        else if (isNew || (wanted.OperationsReference is not null && StoreIgnoreFile.IsUntouched(FileSystem, folder, StoreIgnoreFile.FileName)))
        {
            atomic.Write(Path.Join(folder, StoreIgnoreFile.FileName), StoreIgnoreFile.WithoutMemory(wanted).Encode());
        }

        // Last, since this file makes the folder a store: whoever sees it may take everything before it for durable.
        DirectoryTree.Sync(FileSystem, folder, folder);
        atomic.Write(Path.Join(folder, StoreFile.FileName), wanted.Encode());
    }

    /// <summary>In a fresh clone the rules that git brought along say what is tracked; the file that repeats it is not tracked itself.</summary>
    private StoreFile NewFile()
    {
        var file = new StoreFile
        {
            Format = StoreFile.FormatSupported,
            StoreId = ports.Ids.NewId().ToString(),
            CreatedAt = ports.Time.GetUtcNow(),
            Kinds = { [MemoryRecord.KindName] = new KindPlace(MemoryPlaces.FolderName) },
            Track = MemoryTracking.IsSetUp(FileSystem, folder) ? [MemoryRecord.KindName] : null,
        };

        // These rules are written only where operations have a ref of their own; to let their logs in here would change a file that all clones share.
        return StoreIgnoreFile.MemoryAlone.IsExactlyIn(FileSystem, folder) ? OperationReference.Into(file) : file;
    }
}
