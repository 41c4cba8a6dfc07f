using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Embedded.Operations;
using Daybook.Git;
using Xunit;

namespace Daybook.Embedded.Tests.Git;

/// <summary>Any one call that fails leaves everything as it was, and any one that a kill comes after is made good by the next commit.</summary>
public sealed class MirrorFaultTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_command_of_gits_that_fails_once_leaves_all_as_it_was(bool isBorn)
    {
        using var repository = new MirroredRepository();
        Prepare(repository, isBorn);
        _ = CallsOfGit(repository);
        int calls = CallsOfGit(repository);
        for (int failing = 1; failing <= calls; failing++)
        {
            MirrorRecord record = repository.NewRecord();
            string view = View(repository);
            string command = "";
            var git = new ScriptedGit(repository.Git, (number, request) =>
            {
                command = number == failing ? ScriptedGit.CommandOf(request) : command;
                return number == failing ? new GitAnswer(128, default, "fatal: scripted\nmore") : null;
            });

            MirrorOutcome outcome = repository.Mirror(repository.Ports() with { Git = git }).Commit([record], CancellationToken.None);

            if (command == "commit-tree" && outcome is MirrorOutcome.Committed)
            {
                continue;
            }

            Assert.Equal($"git {command} ended with 128 and said: fatal: scripted", Assert.IsType<MirrorOutcome.Pending>(outcome).Reason);
            Assert.Equal(view, View(repository));
            repository.AssertNothingOfOurs();
        }

        repository.AssertNothingLeft();
        Assert.True(calls == 4, $"{calls} commands");
    }

    [Fact]
    public void A_git_that_cannot_tell_what_it_ignores_lets_the_first_record_wait()
    {
        using var repository = new MirroredRepository();
        MirrorRecord record = repository.NewRecord();
        var git = new ScriptedGit(
            repository.Git,
            static (_, request) => ScriptedGit.CommandOf(request) == "check-ignore" ? new GitAnswer(128, default, "fatal: scripted") : null);

        MirrorOutcome outcome = repository.Mirror(repository.Ports() with { Git = git }).Commit([record], CancellationToken.None);

        Assert.Equal("git check-ignore ended with 128 and said: fatal: scripted", Assert.IsType<MirrorOutcome.Pending>(outcome).Reason);
        repository.AssertNothingOfOurs();
    }

    [Fact]
    public void Each_call_of_the_disks_that_fails_once_leaves_the_record_pending_or_committed_and_no_lock()
    {
        using var repository = new MirroredRepository();
        int calls = CallsOfDisk(repository);
        for (int failing = 0; failing < calls; failing++)
        {
            MirrorRecord record = repository.NewRecord();
            string head = repository.Head;
            string failed = "";
            var lifetime = new Lifetime(failing)
            {
                Refusal = call =>
                {
                    failed = call;
                    return new FileSystemException(FileSystemError.InputOutput, call.Split(' ')[0], call.Split(' ')[1], 5, "scripted");
                },
            };

            MirrorOutcome outcome = repository.Mirror(Mortal(repository, lifetime)).Commit([record], CancellationToken.None);

            if (outcome is MirrorOutcome.Pending && repository.Head == head)
            {
                Assert.True(repository.Run("diff", "--cached") == "", $"staged after {failed}");
            }
            else
            {
                repository.AssertCommitted(record);
            }

            repository.Commit(repository.NewRecord());
            repository.Commit(record);
            Assert.True(repository.Run("status", "--porcelain") == "", $"changed after {failed}");
            repository.AssertNothingOfOurs();
        }

        repository.AssertNothingLeft();
    }

    [Fact]
    public void A_full_disk_lets_the_record_wait_and_nobody_says_that_nothing_was_stored()
    {
        using var repository = new MirroredRepository();
        int calls = CallsOfDisk(repository);
        int waiting = 0;
        for (int failing = 0; failing < calls; failing++)
        {
            var lifetime = new Lifetime(failing)
            {
                Refusal = static call => new FileSystemException(FileSystemError.NoSpace, call.Split(' ')[0], call.Split(' ')[1], 28, "No space left on device"),
            };

            if (repository.Mirror(Mortal(repository, lifetime)).Commit([repository.NewRecord()], CancellationToken.None) is MirrorOutcome.Pending pending)
            {
                Assert.Contains("the log itself is stored", pending.Hint, StringComparison.Ordinal);
                waiting++;
            }
        }

        Assert.InRange(waiting, 1, calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_kill_after_any_call_is_made_good_by_the_next_commit(bool isBorn)
    {
        int calls;
        using (var measured = new MirroredRepository())
        {
            Prepare(measured, isBorn);
            calls = CallsOfDisk(measured);
        }

        using var repository = new MirroredRepository();
        for (int survived = 0; survived < calls; survived++)
        {
            Prepare(repository, isBorn);
            MirrorRecord killed = repository.NewRecord();
            Kill(repository, killed, survived);

            MirrorRecord next = repository.NewRecord();
            repository.Commit(killed, next);

            repository.AssertCommitted(killed);
            repository.AssertCommitted(next);
            Assert.Equal("", repository.Run("diff", "--cached", "--", MirroredRepository.LogFolder));
            repository.AssertNothingOfOurs();
        }

        repository.AssertNothingLeft();
    }

    [Fact]
    public void After_a_kill_doctor_explains_our_lock_and_removes_it()
    {
        using var repository = new MirroredRepository();
        int calls = CallsOfDisk(repository);
        int explained = 0;
        for (int survived = 0; survived < calls; survived++)
        {
            Kill(repository, repository.NewRecord(), survived);

            bool isLocked = File.Exists(Path.Join(repository.GitDirectory, "index.lock"));
            Assert.Equal(isLocked ? ["git_lock_left"] : [], repository.Mirror().Examine("operations").Select(finding => finding.Problem));
            Assert.Equal(isLocked, repository.Mirror().Recover());

            repository.Run("add", "-N", "src");
            repository.AssertNothingOfOurs();
            explained += isLocked ? 1 : 0;
        }

        repository.AssertNothingLeft();
        Assert.True(explained > 0, "no kill left the lock");
    }

    private static void Prepare(MirroredRepository repository, bool isBorn)
    {
        if (!isBorn)
        {
            repository.TryRun("branch", "-q", "-D", "empty");
            repository.TryRun("checkout", "-qf", "main");
            repository.Run("checkout", "-q", "--orphan", $"empty-{Guid.NewGuid():n}");
            repository.Run("rm", "-rqf", "--cached", ".");
        }
    }

    private static EmbeddedPorts Mortal(MirroredRepository repository, Lifetime lifetime)
    {
        EmbeddedPorts ports = repository.Ports();
        return ports with
        {
            FileSystem = new MortalFileSystem(ports.FileSystem, lifetime),
            Git = new ScriptedGit(repository.Git, (_, request) =>
            {
                if (lifetime.Refusal is null)
                {
                    lifetime.Pass("git");
                }

                return null;
            }),
        };
    }

    /// <summary>Lets a process commit that is killed after so many calls. How many it needs differs a little with the ids of objects.</summary>
    private static void Kill(MirroredRepository repository, MirrorRecord record, int survived)
    {
        Exception? end = Record.Exception(
            () => repository.Mirror(Mortal(repository, new Lifetime(survived))).Commit([record], CancellationToken.None));
        Assert.True(end is null or DeadException, $"{end}");
    }

    private static int CallsOfGit(MirroredRepository repository)
    {
        var git = new ScriptedGit(repository.Git, (_, _) => null);
        Assert.IsType<MirrorOutcome.Committed>(
            repository.Mirror(repository.Ports() with { Git = git }).Commit([repository.NewRecord()], CancellationToken.None));
        return git.Calls.Count;
    }

    private static int CallsOfDisk(MirroredRepository repository)
    {
        var lifetime = new Lifetime(int.MaxValue - 1);
        Assert.IsType<MirrorOutcome.Committed>(
            repository.Mirror(Mortal(repository, lifetime)).Commit([repository.NewRecord()], CancellationToken.None));
        return lifetime.Calls;
    }

    private static string View(MirroredRepository repository) => $"{repository.UserView}\n{repository.Run("for-each-ref")}";
}
