using System.Collections.Concurrent;
using Daybook.Embedded.Operations;
using Daybook.Git;
using Xunit;

namespace Daybook.Embedded.Tests.Git;

/// <summary>Beside a user who commits, and beside others of ours.</summary>
public sealed class MirrorRaceTests
{
    [Fact]
    public async Task Twenty_at_once_beside_a_user_who_commits_lose_nothing()
    {
        using var repository = new MirroredRepository();
        MirrorRecord[] records = [.. Enumerable.Range(0, 20).Select(_ => repository.NewRecord())];
        var committed = new ConcurrentBag<int>();
        using var ended = new CancellationTokenSource();
        CancellationToken test = TestContext.Current.CancellationToken;
        Task user = Task.Run(
            () =>
        {
            for (int number = 0; number < 30 || !ended.IsCancellationRequested; number++)
            {
                repository.Write($"src/user-{number}.txt", "x\n");

                // A user repeats a command that meets git's lock.
                while (repository.TryRun("add", "src") != 0 || repository.TryRun("commit", "-qm", $"user {number}") != 0)
                {
                    if (repository.Run("status", "--porcelain", "src").Length == 0)
                    {
                        break;
                    }
                }

                committed.Add(number);
            }
        },
            test);

        await Task.WhenAll(records.Select(record => Task.Run(() => repository.Mirror().Commit([record], CancellationToken.None), test)));
        await ended.CancelAsync();
        await user;
        MirrorRecord last = repository.NewRecord();
        repository.Commit([.. records, last]);

        Assert.All([.. records, last], record => repository.AssertCommitted(record));
        Assert.Equal(
            committed.Count, repository.Run("ls-tree", "--name-only", "HEAD", "src/").Split('\n').Count(line => line.Contains("user-", StringComparison.Ordinal)));
        Assert.Equal("", repository.Run("status", "--porcelain"));
        repository.AssertNothingLeft();
    }

    [Fact]
    public void A_log_that_another_turn_took_along_is_told_with_its_own_commit()
    {
        using var repository = new MirroredRepository();
        MirrorRecord record = repository.NewRecord();
        string own = repository.Commit(record);
        Assert.NotEqual(own, repository.Commit(repository.NewRecord()));

        Assert.Equal(own, repository.Commit(record));
    }

    [Fact]
    public void A_users_commit_while_ours_is_made_is_not_undone()
    {
        using var repository = new MirroredRepository();
        MirrorRecord record = repository.NewRecord();
        string users = "";
        var git = new ScriptedGit(repository.Git, (_, request) =>
        {
            if (ScriptedGit.CommandOf(request) == "update-ref")
            {
                users = repository.Run("commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "user").Trim();
                repository.Run("update-ref", "refs/heads/main", users);
            }

            return null;
        });
        string view = repository.Run("diff", "--cached");

        Assert.IsType<MirrorOutcome.Pending>(
            repository.Mirror(repository.Ports() with { Git = git }).Commit([record], CancellationToken.None));

        Assert.Equal(users, repository.Head);
        Assert.Equal(view, repository.Run("diff", "--cached"));
        repository.Commit(record);
        Assert.Equal(users, repository.Run("rev-parse", "HEAD^").Trim());
    }

    [Fact]
    public void A_ref_that_moved_though_the_command_failed_is_a_commit_and_keeps_its_index()
    {
        using var repository = new MirroredRepository();
        MirrorRecord record = repository.NewRecord();
        var git = new ScriptedGit(repository.Git, (_, request) =>
        {
            if (ScriptedGit.CommandOf(request) != "update-ref")
            {
                return null;
            }

            repository.Git.Run(request, CancellationToken.None);
            return new GitAnswer(1, default, "killed");
        });

        Assert.IsType<MirrorOutcome.Committed>(
            repository.Mirror(repository.Ports() with { Git = git }).Commit([record], CancellationToken.None));

        repository.AssertCommitted(record);
        Assert.Equal("", repository.Run("status", "--porcelain"));
        repository.AssertNothingLeft();
    }

    [Fact]
    public void A_wait_that_is_ended_while_the_ref_moves_leaves_nothing_half_done()
    {
        using var repository = new MirroredRepository();
        using var ended = new CancellationTokenSource();
        MirrorRecord record = repository.NewRecord();
        var git = new ScriptedGit(repository.Git, (_, request) =>
        {
            if (ScriptedGit.CommandOf(request) == "update-ref")
            {
                ended.Cancel();
            }

            return null;
        });

        Assert.IsType<MirrorOutcome.Committed>(
            repository.Mirror(repository.Ports() with { Git = git }).Commit([record], ended.Token));

        repository.AssertCommitted(record);
        Assert.Equal("", repository.Run("status", "--porcelain"));
    }

    /// <summary>Measured: a git that has read the index before our commit writes it, and its next tree, without our entry. No tool can prevent it.</summary>
    [Fact]
    public async Task A_record_that_a_users_git_drops_with_an_index_it_read_before_is_back_after_the_next_commit()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/strace"), "strace is not installed");
        using var repository = new MirroredRepository();
        Assert.SkipUnless(Strace(repository, "-o", repository.Beside("probe"), "true") == 0, "forbidden here: nobody may trace a process");
        MirrorRecord first = repository.NewRecord();
        repository.Write("src/user.txt", "user\n");
        string trace = repository.Beside("trace");

        // The user's git has the index in its memory once it has closed it; then it waits a second before it takes the lock.
        Task<int> user = Task.Run(() => HeldGit(repository, trace), TestContext.Current.CancellationToken);
        while (!File.Exists(trace) || !File.ReadAllText(trace).Contains("index.lock", StringComparison.Ordinal))
        {
            await Task.Yield();
            Assert.False(user.IsCompleted, "strace did not hold git: " + (File.Exists(trace) ? File.ReadAllText(trace) : ""));
        }

        MirrorOutcome outcome = repository.Mirror().Commit([first], CancellationToken.None);
        await user;
        Assert.IsType<MirrorOutcome.Committed>(outcome);
        repository.TryRun("commit", "-qm", "user");

        repository.Commit(first, repository.NewRecord());

        repository.AssertCommitted(first);
        Assert.Equal("user\n", repository.Run("show", "HEAD:src/user.txt"));
        Assert.Equal("", repository.Run("status", "--porcelain"));
        repository.AssertNothingLeft();
    }

    /// <summary>Adds a file by a git whose every openat that creates a file is held for a second before it is made.</summary>
    private static int HeldGit(MirroredRepository repository, string trace) => Strace(
        repository, "-f", "-o", trace, "-P", Path.Join(repository.GitDirectory, "index.lock"), "-e", "trace=openat",
        "-e", "inject=openat:delay_enter=2000000", "git", "update-index", "--add", "src/user.txt");

    private static int Strace(MirroredRepository repository, params string[] arguments)
    {
        var start = new System.Diagnostics.ProcessStartInfo("strace", arguments) { WorkingDirectory = repository.Root };
        using var process = System.Diagnostics.Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
