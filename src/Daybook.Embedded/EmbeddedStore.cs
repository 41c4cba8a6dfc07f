using Daybook.Embedded.Memory;
using Daybook.Embedded.Operations;
using Daybook.Embedded.Runs;
using Daybook.Embedded.Tasks;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Runs;
using Daybook.Tasks;

namespace Daybook.Embedded;

/// <summary>A store in files: the default engine. Any number of processes and threads may use one at once; there is no daemon.</summary>
public sealed class EmbeddedStore : DaybookStore
{
    private readonly EmbeddedMemory memory;
    private readonly MemorySetup memorySetup;
    private readonly string path;
    private readonly OpenTasks? tasks;
    private readonly TaskDoctor? taskDoctor;
    private readonly EmbeddedRuns? runs;
    private readonly RunDoctor? runDoctor;

    private readonly EmbeddedOperations? operations;
    private readonly OperationDoctor? operationDoctor;

    private EmbeddedStore(EmbeddedPorts ports, EmbeddedOptions options, MemoryPlaces places, MemorySetup setup, OtherPlaces other)
    {
        memory = new EmbeddedMemory(ports, places, setup, options);
        memorySetup = setup;
        tasks = other.Tasks is null ? null : new OpenTasks(ports, other.Tasks, options);
        taskDoctor = other.Tasks is null ? null : new TaskDoctor(ports, other.Tasks, options);
        runs = other.Runs is null ? null : new EmbeddedRuns(ports, other.Runs, options);
        runDoctor = other.Runs is null || runs is null ? null : new RunDoctor(ports, other.Runs, runs);
        operations = other.Operations is null ? null : new EmbeddedOperations(ports, other.Operations, options);
        operationDoctor = other.Operations is null ? null : new OperationDoctor(ports, other.Operations, options);
        path = options.Directory ?? places.Root;
        MemoryDoctor = new MemoryDoctor(ports, places, setup, options);
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

    /// <inheritdoc/>
    /// <exception cref="NotFoundException">Only a memory folder is open.</exception>
    public override IRunStore Runs => runs ?? throw HoldsMemoryOnly("runs");

    /// <inheritdoc/>
    /// <exception cref="NotFoundException">Only a memory folder is open.</exception>
    public override IOperationStore Operations => operations ?? throw HoldsMemoryOnly("operations");

    /// <summary>Finds and mends what is wrong with the logs of operations.</summary>
    /// <exception cref="NotFoundException">Only a memory folder is open.</exception>
    public OperationDoctor OperationDoctor => operationDoctor ?? throw HoldsMemoryOnly("operations");

    /// <summary>Finds and mends what is wrong with the files of runs.</summary>
    /// <exception cref="NotFoundException">Only a memory folder is open.</exception>
    public RunDoctor RunDoctor => runDoctor ?? throw HoldsMemoryOnly("runs");

    /// <summary>Finds and mends what is wrong with the memory file.</summary>
    public MemoryDoctor MemoryDoctor { get; }

    /// <summary>Finds and mends what is wrong with the tasks.</summary>
    /// <exception cref="NotFoundException">Only a memory folder is open.</exception>
    public TaskDoctor TaskDoctor => taskDoctor ?? throw HoldsMemoryOnly("tasks");

    /// <summary>The settings of memory, as they were when the store was opened.</summary>
    /// <exception cref="CorruptStoreException">One in <c>daybook.json</c> cannot be accepted.</exception>
    /// <exception cref="InvalidInputException">One in the environment cannot be accepted.</exception>
    public MemorySettings GetMemorySettings() => memorySetup.Settings;

    /// <summary>
    /// Opens a store on this machine's disk. Reads <c>daybook.json</c> and writes nothing. A setting of memory that cannot be accepted does
    /// not keep the store from being opened; adds, queries and status of memory then fail, and nothing else does.
    /// </summary>
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
                EmbeddedOptions absolute = options with
                {
                    Directory = Absolute(options.Directory),
                    MemoryDirectory = Absolute(options.MemoryDirectory),
                    TasksDirectory = Absolute(options.TasksDirectory),
                    RunsDirectory = Absolute(options.RunsDirectory),
                    WorkTree = Absolute(options.WorkTree),
                };
                return Open(ports, absolute);
            },
            cancellationToken);
    }

    /// <summary>
    /// What the store holds. Answers on a full or read-only disk too, and creates nothing. A kind that is set up wrongly is told as such in
    /// the answer.
    /// </summary>
    /// <exception cref="StorageException">The disk refused.</exception>
    public async Task<StoreStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        StoreStatus status = await GetMemoryStatusAsync(cancellationToken).ConfigureAwait(false);
        if (tasks is null)
        {
            return status;
        }

        if (runs is not null)
        {
            status = status with { Runs = await runs.GetStatusAsync(cancellationToken).ConfigureAwait(false) };
        }

        if (operations is not null)
        {
            status = await WithOperationsAsync(status, operations, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return status with { Tasks = await tasks.Tasks.GetStatusAsync(cancellationToken).ConfigureAwait(false) };
        }
        catch (DaybookException fault) when (fault is CorruptStoreException or NewerFormatException or NotFoundException)
        {
            return status with { TasksFault = fault };
        }
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

    private static async Task<StoreStatus> WithOperationsAsync(StoreStatus status, EmbeddedOperations operations, CancellationToken cancellationToken)
    {
        try
        {
            return status with { Operations = await operations.GetStatusAsync(cancellationToken).ConfigureAwait(false) };
        }
        catch (DaybookException fault) when (fault is NotFoundException or StorageException)
        {
            return status with { OperationsFault = fault };
        }
    }

    private async Task<StoreStatus> GetMemoryStatusAsync(CancellationToken cancellationToken)
    {
        try
        {
            MemoryStatus status = await memory.GetStatusAsync(cancellationToken).ConfigureAwait(false);
            return new StoreStatus(path, StoreFile.FormatSupported, status, MemoryFault: null);
        }
        catch (DaybookException fault) when (fault is CorruptStoreException or InvalidInputException or NotFoundException)
        {
            return new StoreStatus(path, StoreFile.FormatSupported, Memory: null, fault);
        }
    }

    private static string? Absolute(string? folder) =>
        folder is null ? null : Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    private OpenTasks RequiredTasks() => tasks ?? throw HoldsMemoryOnly("tasks");

    private NotFoundException HoldsMemoryOnly(string kind) => new($"{path} holds memory only, and no store")
    {
        Path = path,
        Hint = $"run daybook init where the {kind} belong, or name a store with --store",
    };

    private static EmbeddedStore Open(EmbeddedPorts ports, EmbeddedOptions options)
    {
        StoreFile? file = options.Directory is { } store ? StoreFile.Read(ports.FileSystem, store) : null;
        OtherPlaces other = OtherPlaces.Of(options, file);
        if (options.MemoryDirectory is { } founding)
        {
            MemoryPlaces places = MemoryPlaces.InFoundingFolder(founding) with { IsTracked = options.IsMemoryTracked };
            return new EmbeddedStore(ports, options, places, MemorySetup.InFoundingFolder(options.Environment), other);
        }

        return file is not null && options.Directory is { } folder
            ? new EmbeddedStore(ports, options, MemoryPlaces.InStore(folder, file), MemorySetup.InStore(folder, file, options.Environment), other)
            : throw new InvalidInputException("neither a store nor a memory folder is named");
    }
}
