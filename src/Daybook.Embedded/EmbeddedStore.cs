using Daybook.Drafts;
using Daybook.Embedded.Drafts;
using Daybook.Embedded.Memory;
using Daybook.Embedded.Runs;
using Daybook.Embedded.Sqlite;
using Daybook.Embedded.Tasks;
using Daybook.Errors;
using Daybook.Memory;
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

    private readonly OpenDrafts? drafts;

    private EmbeddedStore(
        EmbeddedPorts ports,
        EmbeddedOptions options,
        MemoryPlaces places,
        MemorySetup setup,
        (TaskPlaces? Tasks, RunPlaces? Runs, DraftPlaces? Drafts) others)
    {
        (TaskPlaces? taskPlaces, RunPlaces? runPlaces, DraftPlaces? draftPlaces) = others;
        memory = new EmbeddedMemory(ports, places, setup, options);
        memorySetup = setup;
        tasks = taskPlaces is null ? null : new OpenTasks(ports, taskPlaces, options);
        taskDoctor = taskPlaces is null ? null : new TaskDoctor(ports, taskPlaces, options);
        runs = runPlaces is null ? null : new EmbeddedRuns(ports, runPlaces, options);
        runDoctor = runPlaces is null || runs is null ? null : new RunDoctor(ports, runPlaces, runs);
        drafts = draftPlaces is null ? null : new OpenDrafts(ports, draftPlaces, options);
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
    public override IDraftStore Drafts => (drafts ?? throw HoldsMemoryOnly("drafts")).Drafts;

    /// <inheritdoc/>
    /// <exception cref="NotFoundException">Only a memory folder is open.</exception>
    public override IBuilderMemory BuilderMemory => (drafts ?? throw HoldsMemoryOnly("drafts")).BuilderMemory;

    /// <summary>Finds and mends what is wrong with the files of runs.</summary>
    /// <exception cref="NotFoundException">Only a memory folder is open.</exception>
    public RunDoctor RunDoctor => runDoctor ?? throw HoldsMemoryOnly("runs");

    /// <summary>Finds and mends what is wrong with the database of drafts.</summary>
    /// <exception cref="NotFoundException">Only a memory folder is open.</exception>
    public DraftDoctor DraftDoctor => (drafts ?? throw HoldsMemoryOnly("drafts")).Doctor;

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
                    DraftsDirectory = Absolute(options.DraftsDirectory),
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

        if (drafts is not null)
        {
            try
            {
                status = status with { Sqlite = SqliteInUse.Find() };
                status = status with { Drafts = await drafts.Drafts.GetStatusAsync(cancellationToken).ConfigureAwait(false) };
            }
            catch (DaybookException fault)
            {
                status = status with { DraftsFault = fault };
            }
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

        drafts?.Dispose();
        await memory.DisposeAsync().ConfigureAwait(false);
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
        TaskPlaces? tasks = options.TasksDirectory is { } adopted ? TaskPlaces.InFoundingFolder(adopted)
            : file is not null && options.Directory is { } own ? TaskPlaces.InStore(own, file)
            : null;
        RunPlaces? runs = options.RunsDirectory is { } plain ? RunPlaces.InFolder(plain)
            : file is not null && options.Directory is { } holder ? RunPlaces.InStore(holder, file)
            : null;
        DraftPlaces? drafts = options.DraftsDirectory is { } unstored ? DraftPlaces.InFolder(unstored)
            : file is not null && options.Directory is { } keeper ? DraftPlaces.InStore(keeper, file)
            : null;
        if (options.MemoryDirectory is { } founding)
        {
            MemoryPlaces places = MemoryPlaces.InFoundingFolder(founding) with { IsTracked = options.IsMemoryTracked };
            return new EmbeddedStore(ports, options, places, MemorySetup.InFoundingFolder(options.Environment), (tasks, runs, drafts));
        }

        return file is not null && options.Directory is { } folder
            ? new EmbeddedStore(
                ports, options, MemoryPlaces.InStore(folder, file), MemorySetup.InStore(folder, file, options.Environment), (tasks, runs, drafts))
            : throw new InvalidInputException("neither a store nor a memory folder is named");
    }
}
