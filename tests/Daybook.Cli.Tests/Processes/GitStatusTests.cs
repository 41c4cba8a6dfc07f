using Daybook.Cli.Processes;
using Daybook.Errors;
using Daybook.Git;
using Daybook.Testing;
using Xunit;

namespace Daybook.Cli.Tests.Processes;

public sealed class GitStatusTests
{
    private readonly GitStatus status = new(TimeProvider.System);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changed_staged_new_and_removed_files_are_told_and_ignored_ones_are_not()
    {
        using var folder = new TempDirectory();
        await RepositoryAsync(folder);
        File.AppendAllText(folder.At("changed.txt"), "more");
        Directory.CreateDirectory(folder.At("src", "deep"));
        File.WriteAllText(folder.At("src", "deep", "new ünï\n.txt"), "");
        File.WriteAllText(folder.At("staged.txt"), "");
        await GitAsync(folder, "add", "staged.txt");
        await GitAsync(folder, "mv", "old.txt", "moved.txt");
        File.Delete(folder.At("removed.txt"));
        File.WriteAllText(folder.At("noise.log"), "");
        DateTime index = File.GetLastWriteTimeUtc(folder.At(".git", "index"));

        UncommittedFiles files = await status.ListAsync(folder.Path, Cancellation);

        Assert.True(files.IsComplete);
        Assert.Equal(["changed.txt", "moved.txt", "old.txt", "removed.txt", "src/deep/new ünï\n.txt", "staged.txt"], files.Paths.Order(StringComparer.Ordinal));
        Assert.Equal(index, File.GetLastWriteTimeUtc(folder.At(".git", "index")));
    }

    [Fact]
    public async Task A_clean_work_tree_and_no_repository_have_none()
    {
        using var folder = new TempDirectory();
        Assert.Empty((await status.ListAsync(folder.Path, Cancellation)).Paths);
        await RepositoryAsync(folder);
        Assert.Empty((await status.ListAsync(folder.Path, Cancellation)).Paths);
    }

    [Fact]
    public async Task Of_very_many_files_the_first_thousand_are_told()
    {
        using var folder = new TempDirectory();
        await RepositoryAsync(folder);
        for (int number = 0; number < 1_001; number++)
        {
            File.WriteAllText(folder.At($"new-{number:d4}"), "");
        }

        UncommittedFiles files = await status.ListAsync(folder.Path, Cancellation);

        Assert.Equal((1_000, false), (files.Paths.Count, files.IsComplete));
    }

    [Fact]
    public async Task When_time_is_up_what_was_told_so_far_is_the_answer()
    {
        using var folder = new TempDirectory();
        await RepositoryAsync(folder);

        UncommittedFiles files = await new GitStatus(new HurriedClock()).ListAsync(folder.Path, Cancellation);

        Assert.False(files.IsComplete);
    }

    private static async Task RepositoryAsync(TempDirectory folder)
    {
        await GitAsync(folder, "init", "-q");
        foreach (string name in (string[])["changed.txt", "old.txt", "removed.txt"])
        {
            File.WriteAllText(folder.At(name), name);
        }

        File.WriteAllText(folder.At(".gitignore"), "*.log\n");
        await GitAsync(folder, "add", ".");
        await GitAsync(folder, "-c", "user.name=t", "-c", "user.email=t@t", "commit", "-qm", "x");
    }

    private static async Task GitAsync(TempDirectory folder, params string[] arguments)
    {
        try
        {
            ChildResult result = await ChildProcess.RunAsync(new ChildStart(["git", .. arguments], folder.Path), Cancellation);
            Assert.True(result.ExitCode == 0, result.Errors);
        }
        catch (NotFoundException)
        {
            Assert.Skip("git is not installed, so nobody knows what is uncommitted.");
        }
    }

    /// <summary>A clock on which every wait is over at once.</summary>
    private sealed class HurriedClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            callback(state);
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
