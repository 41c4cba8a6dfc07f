using Daybook.Cli.Processes;
using Daybook.Durability.FileSystem;
using Daybook.Embedded;
using Daybook.Memory;

namespace Daybook.Cli.Commands.Tour;

/// <summary>What the tour does, step by step. Each step says what it saw, or fails.</summary>
internal sealed class GuidedTour(Surroundings surroundings, string scratch) : IAsyncDisposable
{
    private readonly ScratchRepository repository = new(surroundings, Path.Join(scratch, "repository"));

    /// <summary>Every id that was acknowledged so far: each must be found exactly once from then on.</summary>
    private readonly List<string> acknowledged = [];

    private TaskChapter? tasks;
    private EmbeddedStore? store;
    private string storePath = "";

    /// <summary>The steps, in their order.</summary>
    public IReadOnlyList<(string Name, Func<CancellationToken, Task<string>> Step)> Steps =>
    [
        ("Take a git repository", repository.CreateAsync),
        ("Create a store in it", CreateStoreAsync),
        ("Remember incidents and decisions", RememberAsync),
        ("Kill a writer (SIGKILL) while it writes", KillWriterAsync),
        ("Tear the last line of the file by hand", TearAsync),
        ("Look up every acknowledged record", LookUpAsync),
        ("Go on after the torn line", GoOnAsync),
        ("Ask what is known about a path", QueryAsync),
        ("Let doctor mend the file", MendAsync),
        .. Tasks.Steps,
        .. surroundings.Spawner.IsSupported ? RunSteps : [],
        .. surroundings.Spawner.IsSupported ? new DraftChapter(surroundings, repository, () => Store, () => storePath).Steps : [],
        .. new OperationChapter(repository, () => Store, () => storePath).Steps,
    ];

    private IReadOnlyList<(string Name, Func<CancellationToken, Task<string>> Step)> RunSteps =>
    [
        ("Run an agent that starts two others, one of which is killed", token => new RunChapter(surroundings, repository).RunAsync(storePath, token)),
        ("Look at the tree of runs, and reap", token => RunChapter.LookAsync(Store, token)),
    ];

    private TaskChapter Tasks => tasks ??= new TaskChapter(
        () => Store,
        name => new TourAgent(repository.Process([.. surroundings.OwnCommand, "tour", "agent", name, "--quiet", "--store", storePath])));

    private EmbeddedStore Store => store ?? throw new InvalidOperationException("the store is opened by an earlier step");

    private string LogPath => Path.Join(storePath, "memory", FoundingMemory.FileName);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        tasks?.Dispose();
        return store?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private async Task<string> CreateStoreAsync(CancellationToken cancellationToken)
    {
        var search = new StoreSearch { WorkingDirectory = repository.Directory, Environment = static _ => null };
        storePath = StoreCreator.Create(surroundings.Ports, search, StoreLocationKind.Repo).Path;
        var options = new EmbeddedOptions { Directory = storePath, HolderLabel = "daybook tour" };
        store = await EmbeddedStore.OpenAsync(options, surroundings.Ports, cancellationToken);
        return storePath;
    }

    private async Task<string> RememberAsync(CancellationToken cancellationToken)
    {
        await AddAsync("incident", "critical", "Connection pool exhausted", cancellationToken);
        await AddAsync("incident", "medium", "Slow queries after the index was dropped", cancellationToken);
        await AddAsync("decision", severity: null, "One connection per request, never per query", cancellationToken);
        await AddAsync("decision", severity: null, "Migrations run before the deploy, not during it", cancellationToken);
        return $"{acknowledged.Count} records about {repository.FilePath}, each durable before its id was returned";
    }

    private async Task<string> KillWriterAsync(CancellationToken cancellationToken)
    {
        ChildStart start = repository.Process([.. surroundings.OwnCommand, "memory", "add", "--from-json", "-", "--quiet", "--store", storePath]);
        var writer = new DoomedWriter(start, surroundings.Ports.Time);
        await writer.RunAsync(number => $$"""{"type":"note","title":"Note {{number}} of a writer that will be killed"}""", cancellationToken);
        acknowledged.AddRange(writer.Acknowledged);
        return $"process {writer.ProcessId} had printed {writer.Acknowledged.Count} ids and was still being fed";
    }

    private Task<string> TearAsync(CancellationToken cancellationToken)
    {
        using IFile log = surroundings.Ports.FileSystem.Open(LogPath, OpenMode.Append);
        byte[] half = """{"id":"torn","type":"note","title":"The power went out in the mid"""u8.ToArray();
        log.WriteFully(half, log.Stat().Length);
        log.Flush();
        return Task.FromResult($"{half.Length} bytes without an end in {LogPath}, as a write that was cut off leaves them");
    }

    private async Task<string> LookUpAsync(CancellationToken cancellationToken)
    {
        var times = new Dictionary<string, int>(StringComparer.Ordinal);
        await foreach (MemoryRecord record in Store.Memory.ReadAsync(new ProblemList(), cancellationToken))
        {
            string id = record.Id ?? "";
            times[id] = times.GetValueOrDefault(id) + 1;
        }

        string[] wrong = [.. acknowledged.Where(id => times.GetValueOrDefault(id) != 1)];
        return wrong.Length == 0
            ? $"{acknowledged.Count} ids acknowledged, {acknowledged.Count} found, each exactly once"
            : throw new CheckFailedException($"{wrong.Length} of {acknowledged.Count} are not there exactly once, the first is {wrong[0]}");
    }

    private async Task<string> GoOnAsync(CancellationToken cancellationToken)
    {
        await AddAsync("incident", "high", "The power went out while a record was written", cancellationToken);
        await AddAsync("pattern", severity: null, "A torn line never swallows the next one", cancellationToken);
        return await LookUpAsync(cancellationToken);
    }

    private async Task<string> QueryAsync(CancellationToken cancellationToken)
    {
        var query = new MemoryQuery { Paths = [repository.FilePath] };
        Page<MemoryRecord> page = await Store.Memory.QueryAsync(query, cancellationToken);
        return page.Items is [{ Id: var first }, ..] && first == acknowledged[0]
            ? $"{repository.FilePath}: {string.Join("; ", page.Items.Select(record => record.Title))}"
            : throw new CheckFailedException($"the gravest record about {repository.FilePath} does not come first");
    }

    private async Task<string> MendAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Finding> found = await Store.MemoryDoctor.FixAsync(bytes: null, cancellationToken);
        IReadOnlyList<Finding> left = await Store.MemoryDoctor.ExamineAsync(bytes: null, cancellationToken);
        if (found.Count == 0 || left.Count > 0)
        {
            throw new CheckFailedException($"doctor found {found.Count} things to mend and left {left.Count}");
        }

        string problems = string.Join(", ", found.Select(finding => finding.Problem).Distinct(StringComparer.Ordinal));
        return $"found and mended: {problems}; the old bytes are under {Path.Join(storePath, "quarantine")}\n{await LookUpAsync(cancellationToken)}";
    }

    private async Task AddAsync(string type, string? severity, string title, CancellationToken cancellationToken)
    {
        var record = new MemoryRecord { Type = type, Severity = severity, Title = title, Paths = [repository.FilePath], Source = "daybook tour" };
        MemoryAddResult result = await Store.Memory.AddAsync(record, cancellationToken);
        acknowledged.Add(result is MemoryAddResult.Added added ? added.Id : throw new CheckFailedException($"'{title}' was not added: {result}"));
    }
}
