using Daybook.Embedded.Memory;
using Daybook.Embedded.Tasks;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Tasks;

namespace Daybook.Embedded;

/// <summary>A store in files: the default engine. Any number of processes and threads may use one at once; there is no daemon.</summary>
public sealed class EmbeddedStore : DaybookStore
{
    private readonly EmbeddedMemory memory;
    private readonly string path;
    private readonly OpenTasks? tasks;

    private EmbeddedStore(EmbeddedPorts ports, EmbeddedOptions options, MemoryPlaces places, TaskPlaces? taskPlaces)
    {
        tasks = taskPlaces is null ? null : new OpenTasks(ports, taskPlaces, options);
        memory = new EmbeddedMemory(ports, places, options);
        path = options.Directory ?? places.Root;
        MemoryDoctor = new MemoryDoctor(ports, places, options);
    }

    /// <inheritdoc/>
    public override IMemoryStore Memory => memory;

    /// <inheritdoc/>
    /// <exception cref="NotFoundException">Only a memory folder is open.</exception>
    public override ITaskStore Tasks => RequiredTasks().Tasks;

    /// <inheritdoc/>
    /// <exception cref="NotFoundException">Only a memory folder is open.</exception>
    public override ISessionStore Sessions => RequiredTasks().Sessions;

    /// <inheritdoc/>
    /// <exception cref="NotFoundException">Only a memory folder is open.</exception>
    public override IContextStore Context => RequiredTasks().Context;

    /// <summary>Finds and mends what is wrong with the memory file.</summary>
    public MemoryDoctor MemoryDoctor { get; }

    /// <summary>Opens a store on this machine's disk. Reads <c>daybook.json</c> and writes nothing.</summary>
    /// <exception cref="NotFoundException">The folder is no store.</exception>
    /// <exception cref="NewerFormatException">A newer version wrote it.</exception>
    /// <exception cref="CorruptStoreException"><c>daybook.json</c> cannot be read.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    public static Task<EmbeddedStore> OpenAsync(EmbeddedOptions options, CancellationToken cancellationToken) =>
        OpenAsync(options, EmbeddedPorts.System(), cancellationToken);

    /// <summary>Opens a store in a given outside world. Throws as the other overload.</summary>
    public static Task<EmbeddedStore> OpenAsync(EmbeddedOptions options, EmbeddedPorts ports, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(ports);
        return KernelErrors.TranslateAsync(
            () =>
            {
                EmbeddedOptions absolute = options with { Directory = Absolute(options.Directory), MemoryDirectory = Absolute(options.MemoryDirectory), TasksDirectory = Absolute(options.TasksDirectory) };
                return new EmbeddedStore(ports, absolute, Places(ports, absolute), TasksOf(ports, absolute));
            },
            cancellationToken);
    }

    /// <summary>What the store holds. Answers on a full or read-only disk too, and creates nothing.</summary>
    /// <exception cref="StorageException">The disk refused.</exception>
    public async Task<StoreStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        MemoryStatus status = await memory.GetStatusAsync(cancellationToken).ConfigureAwait(false);
        return new StoreStatus(path, StoreFile.FormatSupported, status);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (tasks is not null)
        {
            await tasks.DisposeAsync().ConfigureAwait(false);
        }

        await memory.DisposeAsync().ConfigureAwait(false);
    }

    private static string? Absolute(string? folder) =>
        folder is null ? null : Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    private static TaskPlaces? TasksOf(EmbeddedPorts ports, EmbeddedOptions options) =>
        options.TasksDirectory is { } founding ? TaskPlaces.InFoundingFolder(founding)
        : options.Directory is { } folder ? TaskPlaces.InStore(folder, StoreFile.Read(ports.FileSystem, folder))
        : null;

    private OpenTasks RequiredTasks() => tasks ?? throw new NotFoundException($"{path} holds memory only, and no store")
    {
        Path = path,
        Hint = "run daybook init where the tasks belong, or name a store with --store",
    };

    private static MemoryPlaces Places(EmbeddedPorts ports, EmbeddedOptions options)
    {
        MemoryPlaces? inStore = options.Directory is { } folder
            ? MemoryPlaces.InStore(folder, StoreFile.Read(ports.FileSystem, folder))
            : null;
        return options.MemoryDirectory is { } founding ? MemoryPlaces.InFoundingFolder(founding)
            : inStore ?? throw new InvalidInputException("neither a store nor a memory folder is named");
    }
}
