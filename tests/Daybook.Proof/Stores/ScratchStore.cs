using Daybook.Proof.Processes;
using Daybook.Embedded;
using Daybook.Memory;
using Daybook.Testing;
using Xunit;

namespace Daybook.Proof.Stores;

/// <summary>A directory on the real disk with a store in it, and room beside the store that nothing of ours may touch.</summary>
internal sealed class ScratchStore : IDisposable
{
    /// <summary>Where files are in memory, on machines that have such a place: for experiments that do not wait for a disk.</summary>
    public static readonly string Fastest = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    private readonly TempDirectory root;

    /// <summary>Makes the directories, and the store unless the test wants it to be made by the first write.</summary>
    public ScratchStore(bool withStore = true)
        : this(Path.GetTempPath(), withStore)
    {
    }

    /// <summary>Makes them in a folder.</summary>
    public ScratchStore(string parent, bool withStore)
    {
        root = new TempDirectory(parent);
        Directory.CreateDirectory(Work);
        Directory.CreateDirectory(Outside);
        if (withStore)
        {
            CreateStore();
        }
    }

    /// <summary>Where commands run.</summary>
    public string Work => root.At("work");

    /// <summary>A directory outside of the store.</summary>
    public string Outside => root.At("outside");

    /// <summary>The store.</summary>
    public string Folder => Path.Join(Work, ".daybook");

    /// <summary>The memory log.</summary>
    public string Log => Path.Join(Folder, "memory", "memory.jsonl");

    /// <summary>The program, standing in <see cref="Work"/>.</summary>
    public DaybookProgram Program => new() { WorkingDirectory = Work, Home = root.Path };

    /// <summary>Makes the store.</summary>
    public void CreateStore()
    {
        var search = new StoreSearch { WorkingDirectory = Work, Environment = _ => null };
        StoreCreator.Create(EmbeddedPorts.System(), search, StoreLocationKind.Repo);
    }

    /// <summary>Makes <see cref="Work"/> look like a git work tree, without needing git.</summary>
    public void PretendGit()
    {
        Directory.CreateDirectory(Path.Join(Work, ".git"));
        File.WriteAllText(Path.Join(Work, ".git", "HEAD"), "ref: refs/heads/main\n");
    }

    /// <summary>Adds a record by the library, in this process.</summary>
    /// <returns>Its id, acknowledged.</returns>
    public async Task<string> AddAsync(string title)
    {
        await using EmbeddedStore store = await OpenAsync();
        MemoryAddResult result = await store.Memory.AddAsync(Record(title), TestContext.Current.CancellationToken);
        return Assert.IsType<MemoryAddResult.Added>(result).Id;
    }

    /// <summary>The ids of all records as the library reads them, in the order of the file.</summary>
    public async Task<IReadOnlyList<string>> ReadIdsAsync(ProblemList? problems = null)
    {
        await using EmbeddedStore store = await OpenAsync();
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        IAsyncEnumerable<MemoryRecord> records = store.Memory.ReadAsync(problems ?? new ProblemList(), cancellationToken);
        return await records.Select(record => record.Id ?? "").ToListAsync(cancellationToken);
    }

    /// <summary>A record of some kind.</summary>
    public static MemoryRecord Record(string title) => new() { Type = "note", Title = title, Paths = ["src/a.cs"] };

    /// <summary>Opens the store by the library, in this process.</summary>
    public Task<EmbeddedStore> OpenAsync() =>
        EmbeddedStore.OpenAsync(new EmbeddedOptions { Directory = Folder }, TestContext.Current.CancellationToken);

    public void Dispose() => root.Dispose();
}
