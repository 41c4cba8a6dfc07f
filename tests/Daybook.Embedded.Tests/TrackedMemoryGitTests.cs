using Daybook.Memory;
using Daybook.Testing;
using Xunit;

namespace Daybook.Embedded.Tests;

/// <summary>Tracked memory under the real git.</summary>
public sealed class TrackedMemoryGitTests : IDisposable
{
    private readonly TempDirectory directory = new();

    public TrackedMemoryGitTests()
    {
        GitCommand.SkipUnlessInstalled();
        Directory.CreateDirectory(Repository);
        Git("init", "-q");
        Git("commit", "-q", "--allow-empty", "-m", "first");
        TestStores.Create(TestStores.RealPorts(ids: new RandomIdSource()), Repository, new InitOptions { Track = ["memory"] });
    }

    private string Repository => directory.At("repository");

    private string Store => directory.At("repository", ".daybook");

    private string Log => directory.At("repository", ".daybook", "memory", "memory.jsonl");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Git_sees_memory_and_the_rules_and_nothing_else_of_the_store()
    {
        await AddAsync("one");
        File.WriteAllText(directory.At("repository", ".daybook", "memory", "amendments.jsonl"), "");
        Directory.CreateDirectory(directory.At("repository", ".daybook", "memory", "archive"));
        File.WriteAllText(directory.At("repository", ".daybook", "memory", "archive", "memory.jsonl"), "");

        Git("add", ".daybook");

        string[] expected = [".daybook/.gitattributes", ".daybook/.gitignore", ".daybook/memory/amendments.jsonl", ".daybook/memory/memory.jsonl"];
        Assert.Equal(expected, Git("ls-files").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("", Git("status", "--porcelain", "--untracked-files=all", "--", ":(exclude).daybook/memory", ":(exclude).daybook/.git*"));
        Assert.Equal(".daybook/memory/memory.jsonl: merge: union\n", Git("check-attr", "merge", ".daybook/memory/memory.jsonl"));
        Assert.Equal(".daybook/memory/amendments.jsonl: text: unset\n", Git("check-attr", "text", ".daybook/memory/amendments.jsonl"));
    }

    [Fact]
    public async Task Two_branches_that_both_appended_merge_without_conflict_and_every_record_is_read_once()
    {
        string[] main = await BranchesAsync(() => AddAsync("theirs 1", "theirs 2"), () => AddAsync("ours 1", "ours 2"));

        Git("merge", "-q", "--no-edit", "side");

        Assert.Equal(["base", "ours 1", "ours 2", "theirs 1", "theirs 2"], await ReadAsync());
        Assert.All(main, line => Assert.Contains(line, File.ReadAllLines(Log)));
        await AddAsync("after");
        Assert.Equal(6, (await ReadAsync()).Length);
    }

    [Fact]
    public async Task What_both_branches_took_from_a_third_is_read_once()
    {
        await AddAsync("base");
        Commit("base");
        Git("checkout", "-q", "-b", "third");
        await AddAsync("third");
        Commit("third");
        string line = File.ReadAllLines(Log)[^1] + "\n";
        Git("checkout", "-q", "-b", "side", "main");
        await AddAsync("side");
        File.AppendAllText(Log, line);
        Commit("side");
        Git("checkout", "-q", "main");
        File.AppendAllText(Log, line);
        await AddAsync("main");
        Commit("main");

        Git("merge", "-q", "--no-edit", "side");

        Assert.Equal(2, File.ReadAllLines(Log).Count(written => written + "\n" == line));
        Assert.Equal(["base", "main", "side", "third"], await ReadAsync());
    }

    [Theory]
    [InlineData("side")]
    [InlineData("main")]
    [InlineData("both")]
    public async Task A_torn_last_line_on_a_branch_costs_no_record(string torn)
    {
        await BranchesAsync(
            async () =>
            {
                await AddAsync("theirs");
                Tear(torn != "main");
            },
            async () =>
            {
                await AddAsync("ours");
                Tear(torn != "side");
            });

        Git("merge", "-q", "--no-edit", "side");

        Assert.Equal(["base", "ours", "theirs"], await ReadAsync());
        await AddAsync("after");
        Assert.Equal(["after", "base", "ours", "theirs"], await ReadAsync());
    }

    [Fact]
    public async Task A_whole_record_without_its_newline_is_kept_apart_from_the_other_sides_lines()
    {
        await BranchesAsync(
            () => AddAsync("theirs"),
            async () =>
            {
                await AddAsync("ours");
                File.WriteAllText(Log, File.ReadAllText(Log).TrimEnd('\n'));
            });

        Git("merge", "-q", "--no-edit", "side");

        Assert.Equal(["base", "ours", "theirs"], await ReadAsync());
    }

    [Fact]
    public async Task A_fresh_clone_reads_what_was_committed_and_goes_on_with_it()
    {
        await AddAsync("one");
        Commit("one");
        string clone = directory.At("clone");
        GitCommand.Must(directory.Path, "clone", "-q", Repository, clone);

        StoreCreated created = TestStores.Create(TestStores.RealPorts(ids: new RandomIdSource()), clone);
        await AddToAsync(created.Path, ["two"]);

        Assert.Equal(["one", "two"], await ReadAsync(created.Path));
        Assert.Equal(" M .daybook/memory/memory.jsonl\n", GitCommand.Must(clone, "status", "--porcelain", "--untracked-files=all"));
        await using EmbeddedStore store = await TestStores.OpenAsync(TestStores.RealPorts(), created.Path);
        Assert.Empty(await store.MemoryDoctor.ExamineAsync(null, Cancellation));
    }

    /// <summary>Commits a record, then lets a side branch and the main one each go on from there.</summary>
    /// <returns>The lines of the main branch.</returns>
    private async Task<string[]> BranchesAsync(Func<Task> side, Func<Task> main)
    {
        await AddAsync("base");
        Commit("base");
        Git("checkout", "-q", "-b", "side");
        await side();
        Commit("side");
        Git("checkout", "-q", "main");
        await main();
        Commit("main");
        return File.ReadAllLines(Log);
    }

    private void Tear(bool really)
    {
        if (really)
        {
            File.AppendAllText(Log, "{\"id\":\"torn");
        }
    }

    private Task AddAsync(params string[] titles) => AddToAsync(Store, titles);



    private static async Task AddToAsync(string folder, string[] titles)
    {
        await using EmbeddedStore store = await TestStores.OpenAsync(TestStores.RealPorts(ids: new RandomIdSource()), folder);
        foreach (string title in titles)
        {
            await store.Memory.AddAsync(new MemoryRecord { Type = "note", Title = title }, Cancellation);
        }
    }

    private Task<string[]> ReadAsync() => ReadAsync(Store);

    private static async Task<string[]> ReadAsync(string folder)
    {
        await using EmbeddedStore store = await TestStores.OpenAsync(TestStores.RealPorts(), folder);
        List<string> titles = [];
        await foreach (MemoryRecord record in store.Memory.ReadAsync(new ProblemList(), Cancellation))
        {
            titles.Add(record.Title ?? "");
        }

        return [.. titles.Order(StringComparer.Ordinal)];
    }

    private void Commit(string message)
    {
        Git("add", ".daybook");
        Git("commit", "-q", "-m", message);
    }

    private string Git(params string[] arguments) => GitCommand.Must(Repository, arguments);
}
