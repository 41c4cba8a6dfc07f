using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Xunit;

namespace Daybook.Crash.Tests;

/// <summary>Agents in parallel work trees of one repository.</summary>
public sealed class GitWorkTreeTests
{
    private static readonly string[] Add = ["memory", "add", "--type", "note", "--title", "one", "--quiet"];
    private static readonly string[] List = ["memory", "list", "--quiet"];

    [Fact]
    public async Task Linked_work_trees_share_the_store_that_the_first_write_makes()
    {
        Assert.SkipUnless(Tool.IsInstalled("git"), "git is not installed, so there are no work trees to share a store between.");
        using var scratch = new ScratchStore(withStore: false);
        string linked = Path.Join(scratch.Outside, "linked");
        await GitAsync(scratch.Work, "init", "--quiet");
        string[] identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
        await GitAsync(scratch.Work, [.. identity, "commit", "--quiet", "--allow-empty", "-m", "first"]);
        await GitAsync(scratch.Work, "worktree", "add", "--quiet", linked);

        // The first write comes from the linked tree, and yet the store is where every tree finds it.
        DaybookProgram elsewhere = scratch.Program with { WorkingDirectory = linked };
        DaybookAnswer first = (await elsewhere.RunAsync(Add)).MustSucceed();
        Assert.Contains($"created a store at {scratch.Folder}", first.Words, StringComparison.Ordinal);
        DaybookAnswer second = (await scratch.Program.RunAsync(Add)).MustSucceed();
        Assert.DoesNotContain("created a store", second.Words, StringComparison.Ordinal);

        string[] newestFirst = [Assert.Single(second.Output), Assert.Single(first.Output)];
        Assert.Equal(newestFirst, (await elsewhere.RunAsync(List)).MustSucceed().Output);
        Assert.Equal(newestFirst, (await scratch.Program.RunAsync(List)).MustSucceed().Output);
        Assert.Equal(scratch.Folder, (await elsewhere.RunAsync("where", "--json")).MustSucceed().Json.GetProperty("path").GetString());
        Assert.False(Directory.Exists(Path.Join(linked, ".daybook")));
        Assert.Empty((await Tool.RunAsync("git", "-C", scratch.Work, "status", "--porcelain")).MustSucceed().Output);
    }

    private static async Task GitAsync(string directory, params string[] arguments) =>
        (await Tool.RunAsync("git", ["-C", directory, .. arguments])).MustSucceed();
}
