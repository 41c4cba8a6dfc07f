using Daybook.Testing;
using Xunit;

namespace Daybook.Embedded.Tests;

/// <summary>What Daybook assumes of git, asked of the real one.</summary>
public sealed class GitTests : IDisposable
{
    private readonly TempDirectory directory = new();

    public GitTests() => GitCommand.SkipUnlessInstalled();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Git_ignores_all_of_a_store_but_the_logs_of_operations()
    {
        string repository = NewRepository();
        TestStores.Create(TestStores.RealPorts(), repository);

        string[] ignored =
        [
            "daybook.json", ".gitignore", "memory/memory.jsonl", "locks/store.lock", "index.db", "builder.db", "quarantine/x.jsonl",
            "tasks/current.json",
            "operations/ops-index.jsonl", "operations/lifecycle.jsonl", "operations/01HZX3V7K2M4N6P8Q0R2S4T6V8.jsonl.tmp",
            "operations/01HZX3V7K2M4N6P8Q0R2S4T6V8/x.jsonl", "operations/01hzx3v7k2m4n6p8q0r2s4t6v8.jsonl",
            "operations/81HZX3V7K2M4N6P8Q0R2S4T6V8.jsonl",
        ];
        Assert.All(ignored, path => Assert.Equal(0, Git(repository, "check-ignore", "-q", ".daybook/" + path)));
        Assert.Equal(1, Git(repository, "check-ignore", "-q", ".daybook/operations/01HZX3V7K2M4N6P8Q0R2S4T6V8.jsonl"));
    }

    [Fact]
    public void Parallel_work_trees_of_one_repository_share_one_store()
    {
        string repository = NewRepository();
        string linked = directory.At("linked");
        Assert.Equal(0, Git(repository, "worktree", "add", "-q", linked));
        Directory.CreateDirectory(Path.Join(linked, "sub"));

        StoreCreated created = TestStores.Create(TestStores.RealPorts(), Path.Join(linked, "sub"));

        Assert.Equal(Path.Join(repository, ".daybook"), created.Path);
        Assert.Equal(new StoreLocation(created.Path, StoreLocation.ByMainWorkTree), Find(linked));
        Assert.Equal(new StoreLocation(created.Path, StoreLocation.ByWorkingDirectory), Find(repository));
        Assert.Equal(linked, StoreLocator.WorkTreeRoot(TestStores.RealPorts().FileSystem, Path.Join(linked, "sub")));
    }

    [Fact]
    public void A_bare_repositorys_work_trees_share_a_store_in_gits_directory()
    {
        Assert.Equal(0, Git(directory.Path, "clone", "-q", "--bare", NewRepository(), "bare.git"));
        string tree = directory.At("tree");
        Assert.Equal(0, Git(directory.At("bare.git"), "worktree", "add", "-q", tree));

        StoreCreated created = TestStores.Create(TestStores.RealPorts(), tree);

        Assert.Equal(directory.At("bare.git", "daybook"), created.Path);
        Assert.Equal(new StoreLocation(created.Path, StoreLocation.ByGitCommonDirectory), Find(tree));
    }

    private static StoreLocation? Find(string workingDirectory) => StoreLocator.Find(
        TestStores.RealPorts().FileSystem, new StoreSearch { WorkingDirectory = workingDirectory, Environment = _ => null });

    private static int Git(string workingDirectory, params string[] arguments) => GitCommand.Run(workingDirectory, arguments).ExitCode;

    private string NewRepository()
    {
        string repository = directory.At("repository");
        Directory.CreateDirectory(repository);
        Assert.Equal(0, Git(repository, "init", "-q"));
        string[] commit = ["-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "--allow-empty", "-m", "first"];
        Assert.Equal(0, Git(repository, commit));
        return repository;
    }
}
