using Daybook.Backup;
using Daybook.Drafts;
using Daybook.Durability.Errors;
using Daybook.Embedded.Backup;
using Daybook.Embedded.Backup.Transfer;
using Daybook.Embedded.Doctor;
using Daybook.Embedded.Drafts;
using Daybook.Embedded.Memory;
using Daybook.Embedded.Operations;
using Daybook.Embedded.Runs;
using Daybook.Embedded.Search;
using Daybook.Embedded.Sqlite;
using Daybook.Embedded.Tasks;
using Daybook.Embedded.Timeline;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Runs;
using Daybook.Search;
using Daybook.Tasks;
using Daybook.Timeline;

namespace Daybook.Embedded;

/// <summary>A store in files: the default engine. Any number of processes and threads may use one at once; there is no daemon.</summary>
public sealed class EmbeddedStore : DaybookStore
{
    private readonly EmbeddedPorts ports;
    private readonly EmbeddedOptions options;
    private readonly EmbeddedPlaces places;

    // A command uses one kind; setting up the others would take longer than what it does.
    private readonly Lazy<EmbeddedMemory> memory;
    private readonly Lazy<OpenTasks> tasks;
    private readonly Lazy<EmbeddedRuns> runs;
    private readonly Lazy<OpenDrafts> drafts;
    private readonly Lazy<EmbeddedOperations> operations;
    private readonly Lazy<EmbeddedTimeline> timeline;
    private readonly Lazy<EmbeddedSearch> search;

    private EmbeddedStore(EmbeddedPorts ports, EmbeddedOptions options)
    {
        this.ports = ports;
        this.options = options;
        places = EmbeddedPlaces.Find(ports, options);
        memory = new Lazy<EmbeddedMemory>(() => new EmbeddedMemory(ports, places.Memory, places.MemorySetup, options) { IndexRemoval = () => search?.Value.Remove() });
        tasks = new Lazy<OpenTasks>(() => new OpenTasks(ports, TaskPlaces, options));
        runs = new Lazy<EmbeddedRuns>(() => new EmbeddedRuns(ports, RunPlaces, options));
        drafts = new Lazy<OpenDrafts>(() => new OpenDrafts(ports, DraftPlaces, options));
        operations = new Lazy<EmbeddedOperations>(() => new EmbeddedOperations(ports, OperationPlaces, options));
        timeline = new Lazy<EmbeddedTimeline>(() => new EmbeddedTimeline(ports, places, tasks, drafts));
        search = new Lazy<EmbeddedSearch>(() => new EmbeddedSearch(ports, places, places.Drafts is null ? null : drafts.Value.Database));
    }

    /// <inheritdoc/>
    /// <remarks>Where only a memory folder is open, memory is searched.</remarks>
    public override ISearch Search => search.Value;

    /// <inheritdoc/>
    public override IMemoryStore Memory => memory.Value;

    /// <inheritdoc/>
    /// <exception cref="NotFoundException">Only a memory folder is open.</exception>
    public override ITaskStore Tasks => tasks.Value.Tasks;

    /// <inheritdoc/>
    /// <exception cref="NotFoundException">Only a memory folder is open.</exception>
    public override ISessionStore Sessions => tasks.Value.Sessions;

    /// <summary>
    /// The open session of an agent, as the view of tasks tells it: as of the last command that has ended. For whoever only passes it on; a listing of
    /// <see cref="Sessions"/> reads the journal, and takes ten times as long in a process that has just begun.
    /// </summary>
    /// <param name="agent">Whose session.</param>
    /// <returns>Its id; null where the view tells none.</returns>
    /// <exception cref="NotFoundException">Only a memory folder is open.</exception>
    public string? FindOpenSession(string agent) => OpenSession.Find(ports.FileSystem, TaskPlaces.Current, agent);

    /// <inheritdoc/>
    /// <exception cref="NotFoundException">Only a memory folder is open.</exception>
    public override IContextStore Context => tasks.Value.Context;

    /// <inheritdoc/>
    /// <exception cref="NotFoundException">Only a memory folder is open.</exception>
    public override IRunStore Runs => runs.Value;

    /// <inheritdoc/>
    /// <exception cref="NotFoundException">Only a memory folder is open.</exception>
    public override IOperationStore Operations => operations.Value;

    /// <summary>Finds and mends what is wrong with the logs of operations.</summary>
    /// <exception cref="NotFoundException">Only a memory folder is open.</exception>
    public OperationDoctor OperationDoctor => new(ports, OperationPlaces, options);

    /// <inheritdoc/>
    /// <exception cref="NotFoundException">Only a memory folder is open.</exception>
    public override IDraftStore Drafts => drafts.Value.Drafts;

    /// <inheritdoc/>
    /// <exception cref="NotFoundException">Only a memory folder is open.</exception>
    public override IBuilderMemory BuilderMemory => drafts.Value.BuilderMemory;

    /// <inheritdoc/>
    public override ITimeline Timeline => timeline.Value;

    /// <summary>The folder of a run of this store: its record, and what was kept of what it read and wrote. Nothing is looked at.</summary>
    /// <param name="run">The run, as the store gave it.</param>
    /// <exception cref="NotFoundException">Only a memory folder is open.</exception>
    public string FolderOf(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new RunEntry(RunPlaces.TaskFolder(run.ProjectId, run.TaskId), run.RunId).Folder;
    }

    /// <summary>Finds and mends what is wrong with the files of runs.</summary>
    /// <exception cref="NotFoundException">Only a memory folder is open.</exception>
    public RunDoctor RunDoctor => new(ports, RunPlaces, runs.Value);

    /// <summary>Finds and mends what is wrong with the database of drafts.</summary>
    /// <exception cref="NotFoundException">Only a memory folder is open.</exception>
    public DraftDoctor DraftDoctor => drafts.Value.Doctor;

    /// <summary>Finds out whether the search index is what it should be, and makes it anew.</summary>
    public IndexDoctor IndexDoctor => new(ports, places.Search, search.Value.Feeds, search.Value);

    /// <summary>Takes records out of the store and into it as lines of JSON. One serves one import: it remembers what the store holds.</summary>
    /// <exception cref="NotFoundException">Only a memory folder is open.</exception>
    public StoreTransfer CreateTransfer() => CreateTransfer([]);

    /// <summary>The same, for an import that leaves some secrets in operations as they are.</summary>
    /// <param name="allowedSecrets">The fingerprints of these secrets.</param>
    /// <exception cref="InvalidInputException">One of them is no fingerprint.</exception>
    /// <exception cref="NotFoundException">Only a memory folder is open.</exception>
    public StoreTransfer CreateTransfer(IReadOnlyList<string> allowedSecrets)
    {
        _ = (TaskPlaces, RunPlaces, DraftPlaces, OperationPlaces);
        return new StoreTransfer(
        [
            new MemoryTransfer(memory.Value),
            new TaskTransfer(tasks.Value.Tasks),
            new RunTransfer(runs.Value),
            new DraftTransfer(drafts.Value.Drafts),
            new RecallTransfer(drafts.Value.BuilderMemory),
            new OperationTransfer(operations.Value, new OperationScreening(allowedSecrets)),
        ]);
    }

    /// <summary>Finds what is wrong between the kinds.</summary>
    public RecordDoctor RecordDoctor => new(this, places, ports.Time);

    /// <summary>Finds and mends what is wrong with the memory file.</summary>
    public MemoryDoctor MemoryDoctor => new(ports, places.Memory, places.MemorySetup, options);

    /// <summary>Finds and mends what is wrong with the tasks.</summary>
    /// <exception cref="NotFoundException">Only a memory folder is open.</exception>
    public TaskDoctor TaskDoctor => new(ports, TaskPlaces, options);

    /// <inheritdoc/>
    public override bool Holds(string kind) => kind switch
    {
        TaskRecord.KindName => places.Tasks is not null,
        RunRecord.KindName => places.Runs is not null,
        Draft.KindName => places.Drafts is not null,
        OperationRecord.KindName => places.Operations is not null,
        _ => true,
    };

    private TaskPlaces TaskPlaces => places.Tasks ?? throw HoldsMemoryOnly("tasks");

    private DraftPlaces DraftPlaces => places.Drafts ?? throw HoldsMemoryOnly("drafts");

    private OperationPlaces OperationPlaces => places.Operations ?? throw HoldsMemoryOnly("operations");

    private RunPlaces RunPlaces => places.Runs ?? throw HoldsMemoryOnly("runs");

    /// <summary>The settings of memory, as they were when the store was opened.</summary>
    /// <exception cref="CorruptStoreException">One in <c>daybook.json</c> cannot be accepted.</exception>
    /// <exception cref="InvalidInputException">One in the environment cannot be accepted.</exception>
    public MemorySettings GetMemorySettings() => places.MemorySetup.Settings;

    /// <summary>
    /// Opens a store on this machine's disk. Reads <c>daybook.json</c> and writes nothing. A setting of memory that cannot be accepted does
    /// not keep the store from being opened; adds, queries and status of memory then fail, and nothing else does.
    /// </summary>
    /// <exception cref="NotFoundException">The folder is no store.</exception>
    /// <exception cref="NewerFormatException">A newer version wrote it.</exception>
    /// <exception cref="CorruptStoreException"><c>daybook.json</c> cannot be read, or names a folder or a shape that cannot be used.</exception>
    /// <exception cref="InvalidInputException">No folder is named.</exception>
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
                    DraftsDirectory = Absolute(options.DraftsDirectory),
                };
                return new EmbeddedStore(ports, absolute);
            },
            cancellationToken);
    }

    /// <summary>
    /// What the store holds. Answers on a full or read-only disk too, and creates nothing. A kind that cannot be read is told as such in
    /// the answer.
    /// </summary>
    public async Task<StoreStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        (MemoryStatus? remembered, DaybookException? memoryFault) = await AskAsync(() => memory.Value.GetStatusAsync(cancellationToken)).ConfigureAwait(false);
        var status = new StoreStatus(places.Root, StoreFile.FormatSupported, remembered, memoryFault);
        if (places.Tasks is not null)
        {
            (TaskStoreStatus? counts, DaybookException? fault) = await AskAsync(() => tasks.Value.Tasks.GetStatusAsync(cancellationToken)).ConfigureAwait(false);
            status = status with { Tasks = counts, TasksFault = fault };
        }

        if (places.Runs is not null)
        {
            (RunStoreStatus? counts, DaybookException? fault) = await AskAsync(() => runs.Value.GetStatusAsync(cancellationToken)).ConfigureAwait(false);
            status = status with { Runs = counts, RunsFault = fault };
        }

        if (places.Drafts is not null)
        {
            (SqliteInUse? sqlite, DaybookException? missing) = await AskAsync(static () => Task.FromResult(SqliteInUse.Find())).ConfigureAwait(false);
            (DraftStoreStatus? counts, DaybookException? fault) = missing is null
                ? await AskAsync(() => drafts.Value.Drafts.GetStatusAsync(cancellationToken)).ConfigureAwait(false)
                : (null, missing);
            status = status with { Sqlite = sqlite, Drafts = counts, DraftsFault = fault };
        }

        if (places.Operations is not null)
        {
            (OperationStoreStatus? counts, DaybookException? fault) = await AskAsync(() => operations.Value.GetStatusAsync(cancellationToken)).ConfigureAwait(false);
            status = status with { Operations = counts, OperationsFault = fault };
        }

        return status;
    }

    /// <summary>
    /// Copies the store into one archive while others write it, and reads the archive again. When the task completes the archive holds
    /// everything that was acknowledged before the call, and survives power loss.
    /// </summary>
    /// <param name="archive">The file; a backup never replaces one.</param>
    /// <param name="cancellationToken">Ends it; nothing is left.</param>
    /// <exception cref="ConflictException">There is such a file.</exception>
    /// <exception cref="NotFoundException">Only a memory folder is open, or an adopted folder or database is gone.</exception>
    /// <exception cref="BusyException">A compaction or repair kept its lock.</exception>
    /// <exception cref="CorruptStoreException">The database of drafts is damaged, or what was written cannot be read back.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    public async Task<StoreArchive> BackUpAsync(string archive, CancellationToken cancellationToken)
    {
        string path = Path.GetFullPath(archive);
        if (options.Directory is null)
        {
            throw HoldsMemoryOnly("records");
        }

        try
        {
            return await Task.Run(() => new StoreBackup(ports, places, options).RunAsync(path, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (DurabilityException failure)
        {
            throw KernelErrors.Translated(failure);
        }
    }

    /// <summary>How many tasks there are, open ones and finished ones, each counted once. Reads all of the history.</summary>
    internal Task<long> CountTasksAsync(CancellationToken cancellationToken) => tasks.Value.Tasks.CountAsync(cancellationToken);

    /// <summary>Adds to a finding what <c>--fix</c> would do about it, and where the bytes would be kept that it replaces.</summary>
    public Finding Plan(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        KindFolders? folders = finding.Kind switch
        {
            MemoryRecord.KindName => places.Memory,
            TaskRecord.KindName => places.Tasks,
            RunRecord.KindName => places.Runs,
            Draft.KindName => places.Drafts,
            OperationRecord.KindName => places.Operations,
            _ => null,
        };
        string quarantine = folders?.QuarantineDirectory ?? StoreLayout.QuarantineDirectory(places.Root);
        return finding with { Plan = KnownProblems.Find(finding.Problem)?.Plan(finding, quarantine) };
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (search.IsValueCreated)
        {
            search.Value.Dispose();
        }

        if (tasks.IsValueCreated)
        {
            await tasks.Value.DisposeAsync().ConfigureAwait(false);
        }

        if (drafts.IsValueCreated)
        {
            drafts.Value.Dispose();
        }

        if (memory.IsValueCreated)
        {
            await memory.Value.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<(T? Counts, DaybookException? Fault)> AskAsync<T>(Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return (await ask().ConfigureAwait(false), null);
        }
        catch (DaybookException fault)
        {
            return (null, fault);
        }
    }

    private static string? Absolute(string? folder) =>
        folder is null ? null : Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    private NotFoundException HoldsMemoryOnly(string kind) => new($"{places.Root} holds memory only, and no store")
    {
        Path = places.Root,
        Hint = $"run daybook init where the {kind} belong, or name a store with --store",
    };
}
