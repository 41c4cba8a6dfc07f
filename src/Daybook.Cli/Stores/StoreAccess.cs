using Daybook.Backup;
using Daybook.Durability.FileSystem;
using Daybook.Embedded;
using Daybook.Embedded.Backup;
using Daybook.Embedded.Doctor;
using Daybook.Errors;

namespace Daybook.Cli.Stores;

/// <summary>The way from a command line to the store that it means. Nothing is created but by a write.</summary>
internal sealed class StoreAccess(Surroundings surroundings, string? storeOption)
{
    /// <summary>The file that makes a folder a store, and says where its kinds are.</summary>
    public const string StoreFileName = "daybook.json";

    private const string StoreFolderName = ".daybook";
    private const string MemoryFolderName = "memory";
    private const string TasksFolderName = "tasks";
    private const string RunsFolderName = "runs";
    private const string DraftsFolderName = "drafts";

    /// <summary>How long a write waits for another process.</summary>
    public required TimeSpan LockWait { get; init; }

    /// <summary>The command, for those who wait for it.</summary>
    public required string Purpose { get; init; }

    /// <summary>Whether there is a store, or a work tree that may have brought operations along.</summary>
    public bool MayHaveOperations => Find() is not null || StoreLocator.WorkTreeRoot(FileSystem, WorkingDirectory) is not null;

    /// <summary>Whether the environment names a folder for memory that is not the store's.</summary>
    public bool IsMemoryElsewhere => MemoryElsewhere() is not null;

    private bool IsFileIgnored { get; init; }

    private IFileSystem FileSystem => surroundings.Ports.FileSystem;

    private string WorkingDirectory => surroundings.WorkingDirectory.Value;

    private StoreSearch Search => new()
    {
        WorkingDirectory = WorkingDirectory,
        StoreOption = storeOption,
        Environment = surroundings.Environment,
    };

    /// <summary>The store, or null when there is none. A folder that the user names is returned unseen.</summary>
    public StoreLocation? Find() => StoreLocator.Find(FileSystem, Search);

    /// <summary>The store.</summary>
    /// <exception cref="NotFoundException">There is none, or the folder that the user named is no store.</exception>
    public StoreLocation Locate()
    {
        StoreLocation found = Find() ?? throw NoStore();
        if (FileSystem.Stat(Path.Join(found.Path, StoreFileName)) is null)
        {
            throw new NotFoundException($"{found.Path} is not a store") { Path = found.Path, Hint = "daybook init creates one there" };
        }

        return found;
    }

    /// <summary>The same way to a store whose <c>daybook.json</c> cannot be read, to look at what is where it is by default.</summary>
    public StoreAccess WithoutFile() => new(surroundings, storeOption) { LockWait = LockWait, Purpose = Purpose, IsFileIgnored = true };

    /// <summary>The same way, for a command that cannot wait long for other processes.</summary>
    public StoreAccess WithLockWait(TimeSpan wait) => new(surroundings, storeOption) { LockWait = wait, Purpose = Purpose, IsFileIgnored = IsFileIgnored };

    /// <summary>Finds and mends what is wrong with the store as a whole. It need not open.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public StoreDoctor Doctor() => new(surroundings.Ports, Locate().Path);

    /// <summary>What is wrong where there is no store.</summary>
    public IReadOnlyList<Finding> ExamineMissing() =>
        StoreLocator.WorkTreeRoot(FileSystem, WorkingDirectory) is { } root ? StoreDoctor.ExamineMissing(surroundings.Ports, root) : [];

    /// <summary>Makes sure that there is a store, and that it is as asked for.</summary>
    public StoreCreated Create(InitOptions options) => StoreCreator.Create(surroundings.Ports, Search, options);

    /// <summary>Opens memory for a command that reads. Where there is none yet it answers as an empty one does.</summary>
    public Task<EmbeddedStore> OpenMemoryToReadAsync(CancellationToken cancellationToken)
    {
        if (MemoryElsewhere() is { } elsewhere)
        {
            return OpenAsync(elsewhere, cancellationToken);
        }

        return Find() is { } found ? OpenAsync(new EmbeddedOptions { Directory = found.Path }, cancellationToken)
            : StoreLocator.WorkTreeRoot(FileSystem, WorkingDirectory) is { } root ? OpenWithoutStoreAsync(root, cancellationToken)
            : OpenAsync(Founding(), cancellationToken);
    }

    /// <summary>Opens memory for a command that writes. The first write in a git work tree makes a store.</summary>
    /// <param name="tell">Receives what the user should know about a store that was made.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<EmbeddedStore> OpenMemoryToWriteAsync(Action<string> tell, CancellationToken cancellationToken)
    {
        if (MemoryElsewhere() is { } elsewhere)
        {
            return OpenAsync(elsewhere, cancellationToken);
        }

        if (Find() is { } found)
        {
            return OpenAsync(new EmbeddedOptions { Directory = found.Path }, cancellationToken);
        }

        if (StoreLocator.WorkTreeRoot(FileSystem, WorkingDirectory) is not { } root)
        {
            return OpenAsync(Founding(), cancellationToken);
        }

        if (!FoundingMemory.Settings(surroundings.Environment).Enabled)
        {
            // Nothing will be written, so there is no first write to make a store for.
            return OpenWithoutStoreAsync(root, cancellationToken);
        }

        return OpenFirstAsync(tell, cancellationToken);
    }

    /// <summary>
    /// Opens the store for a command that reads a kind which only stores have. In a git work tree without one it answers as an empty one
    /// does.
    /// </summary>
    /// <exception cref="NotFoundException">There is no store, and this is no git work tree either.</exception>
    public Task<EmbeddedStore> OpenToReadAsync(CancellationToken cancellationToken)
    {
        if (Find() is { } found)
        {
            return OpenAsync(new EmbeddedOptions { Directory = found.Path }, cancellationToken);
        }

        string root = StoreLocator.WorkTreeRoot(FileSystem, WorkingDirectory) ?? throw NoStore();
        string folder = Path.Join(root, StoreFolderName);
        return OpenAsync(
            new EmbeddedOptions
            {
                MemoryDirectory = Path.Join(folder, MemoryFolderName),
                TasksDirectory = Path.Join(folder, TasksFolderName),
                RunsDirectory = Path.Join(folder, RunsFolderName),
                WorkTree = root,
                DraftsDirectory = Path.Join(folder, DraftsFolderName),
            },
            cancellationToken);
    }

    /// <summary>
    /// Opens all kinds for a command that reads them together: as <see cref="OpenToReadAsync"/>, with memory where commands about memory find it.
    /// </summary>
    /// <exception cref="NotFoundException">There is no store, and this is no git work tree either.</exception>
    public Task<EmbeddedStore> OpenAllToReadAsync(CancellationToken cancellationToken) =>
        Find() is { } found && MemoryElsewhere() is { } elsewhere
            ? OpenAsync(elsewhere with { Directory = found.Path }, cancellationToken)
            : OpenToReadAsync(cancellationToken);

    /// <summary>
    /// Opens whatever there is to search: a store, with memory that the environment names elsewhere; what git brought into a fresh clone; or
    /// the founding memory. Where there is nothing it answers as an empty store does.
    /// </summary>
    /// <exception cref="NotFoundException">The folder that the user named is no store.</exception>
    public Task<EmbeddedStore> OpenToSearchAsync(CancellationToken cancellationToken)
    {
        if (Find() is not null)
        {
            return OpenAsync((MemoryElsewhere() ?? new EmbeddedOptions()) with { Directory = Locate().Path }, cancellationToken);
        }

        return MemoryElsewhere() is { } elsewhere ? OpenAsync(elsewhere, cancellationToken)
            : StoreLocator.WorkTreeRoot(FileSystem, WorkingDirectory) is null ? OpenAsync(Founding(), cancellationToken)
            : OpenToReadAsync(cancellationToken);
    }

    /// <summary>Opens the store for a command that makes something new of a kind which only stores have. The first write in a git work tree makes a store.</summary>
    /// <param name="tell">Receives what the user should know about a store that was made.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NotFoundException">There is no store, and this is no git work tree either.</exception>
    public Task<EmbeddedStore> OpenToWriteAsync(Action<string> tell, CancellationToken cancellationToken) =>
        Find() is { } found ? OpenAsync(new EmbeddedOptions { Directory = found.Path }, cancellationToken)
        : StoreLocator.WorkTreeRoot(FileSystem, WorkingDirectory) is null ? throw NoStore()
        : OpenFirstAsync(tell, cancellationToken);

    /// <summary>Opens the store for a command that changes what is there.</summary>
    /// <exception cref="NotFoundException">There is no store, or the folder that the user named is none.</exception>
    public Task<EmbeddedStore> OpenToChangeAsync(CancellationToken cancellationToken) =>
        OpenAsync(new EmbeddedOptions { Directory = Locate().Path }, cancellationToken);

    /// <summary>The roots of the work trees in which operations of the store may be kept.</summary>
    /// <exception cref="NotFoundException">There is no store, or a work tree is on a disk that is not there now.</exception>
    public IReadOnlyList<string> WorkTrees() => StoreLocator.WorkTreesOf(FileSystem, Search, Locate().Path);

    /// <summary>Opens the store as a command does that stands in another work tree.</summary>
    public Task<EmbeddedStore> OpenInWorkTreeAsync(string workTree, CancellationToken cancellationToken) =>
        EmbeddedStore.OpenAsync(Complete(new EmbeddedOptions { Directory = Locate().Path }) with { WorkTree = workTree }, surroundings.Ports, cancellationToken);

    /// <summary>Opens what there is, for a command about the store itself.</summary>
    /// <exception cref="NotFoundException">There is no store, nor memory that another system left here.</exception>
    public Task<EmbeddedStore> OpenExistingAsync(CancellationToken cancellationToken)
    {
        if (MemoryElsewhere() is { } elsewhere)
        {
            return OpenAsync(elsewhere with { Directory = Find() is null ? null : Locate().Path }, cancellationToken);
        }

        if (Find() is not null)
        {
            return OpenAsync(new EmbeddedOptions { Directory = Locate().Path }, cancellationToken);
        }

        EmbeddedOptions founding = Founding();
        bool isFounded = StoreLocator.WorkTreeRoot(FileSystem, WorkingDirectory) is null
            && FileSystem.Stat(Path.Join(founding.MemoryDirectory, FoundingMemory.FileName)) is not null;
        return isFounded ? OpenAsync(founding, cancellationToken) : throw NoStore();
    }

    /// <summary>Brings a store back to where it is, or where a new one would be.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="replace">Whether a store that is there is moved aside.</param>
    /// <param name="cancellationToken">Ends it before anything is replaced.</param>
    public Task<StoreArchive> RestoreAsync(string archive, bool replace, CancellationToken cancellationToken)
    {
        string store = Find()?.Path ?? StoreCreator.PlaceFor(surroundings.Ports, Search, StoreLocationKind.Repo);
        return StoreRestorer.RestoreAsync(
            surroundings.Ports,
            new RestoreOptions
            {
                Archive = Path.GetFullPath(archive, WorkingDirectory),
                Store = store,
                Replace = replace,
                WorkTree = StoreLocator.WorkTreeOf(FileSystem, Search, store),
                LockWait = LockWait,
                HolderLabel = $"{Purpose} by {surroundings.Agent}",
            },
            cancellationToken);
    }

    /// <summary>
    /// Only a folder to look into: reading creates nothing, and the first write makes the whole store there. In a fresh clone git has put
    /// tracked memory into it, merged or not.
    /// </summary>
    private Task<EmbeddedStore> OpenWithoutStoreAsync(string root, CancellationToken cancellationToken) => OpenAsync(
        new EmbeddedOptions { MemoryDirectory = Path.Join(root, StoreFolderName, MemoryFolderName), IsMemoryTracked = true },
        cancellationToken);

    private Task<EmbeddedStore> OpenFirstAsync(Action<string> tell, CancellationToken cancellationToken)
    {
        StoreCreated created = Create(new InitOptions());
        if (created.Created)
        {
            tell($"created a store at {created.Path}");
            foreach (string note in created.Notes)
            {
                tell(note);
            }
        }

        return OpenAsync(new EmbeddedOptions { Directory = created.Path }, cancellationToken);
    }

    // MEMORY_STATE_DIR wins over every store but the one that the user names in this very command.
    private EmbeddedOptions? MemoryElsewhere() =>
        storeOption is null && surroundings.Variable(FoundingMemory.VariableName) is not null ? Founding() : null;

    private EmbeddedOptions Founding() =>
        new() { MemoryDirectory = FoundingMemory.Directory(surroundings.Environment, WorkingDirectory) };

    private NotFoundException NoStore() => new($"there is no store in {WorkingDirectory} or above it")
    {
        Path = WorkingDirectory,
        Hint = "daybook init creates one; --store names one that stands elsewhere",
    };

    private Task<EmbeddedStore> OpenAsync(EmbeddedOptions options, CancellationToken cancellationToken) =>
        EmbeddedStore.OpenAsync(Complete(options), surroundings.Ports, cancellationToken);

    private EmbeddedOptions Complete(EmbeddedOptions options) => options with
    {
        Environment = surroundings.Environment,
        IsFileIgnored = IsFileIgnored,
        LockWait = LockWait,
        WorkTree = options.Directory is { } store ? StoreLocator.WorkTreeOf(FileSystem, Search, store) : options.WorkTree,
        HolderLabel = $"{Purpose} by {surroundings.Agent}",
    };
}
