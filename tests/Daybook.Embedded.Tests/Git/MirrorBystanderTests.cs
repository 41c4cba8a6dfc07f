using Daybook.Embedded.Operations;
using Xunit;

namespace Daybook.Embedded.Tests.Git;

/// <summary>What a user has under way, and how a repository is set up, is none of the mirror's business.</summary>
public sealed class MirrorBystanderTests
{
    private static readonly Dictionary<string, Action<MirroredRepository>> Circumstances = new()
    {
        ["staged, unstaged and half-staged work"] = repository =>
        {
            repository.Write("src/new.txt", "new\n");
            repository.Write("src/a.txt", "staged\n");
            repository.Run("add", "src");
            repository.Write("src/a.txt", "staged and more\n");
            repository.Write("src/b.txt", "unstaged\n");
        },
        ["a staged removal and a staged rename"] = repository =>
        {
            repository.Run("rm", "-q", "src/a.txt");
            repository.Run("mv", "src/b.txt", "src/c.txt");
        },
        ["an entry that is only intended"] = repository =>
        {
            repository.Write("src/later.txt", "later\n");
            repository.Run("add", "-N", "src/later.txt");
        },
        ["files that git was told not to look at"] = repository =>
        {
            repository.Run("update-index", "--assume-unchanged", "src/a.txt");
            repository.Run("update-index", "--skip-worktree", "src/b.txt");
            repository.Write("src/a.txt", "unseen\n");
        },
        ["a stash"] = repository =>
        {
            repository.Write("src/a.txt", "stashed\n");
            repository.Run("stash", "-q");
            repository.Write("src/b.txt", "later\n");
        },
        ["a conflict that a stash left"] = repository =>
        {
            repository.Write("src/a.txt", "stashed\n");
            repository.Run("stash", "-q");
            repository.Write("src/a.txt", "other\n");
            repository.Run("commit", "-qam", "other");
            Assert.NotEqual(0, repository.TryRun("stash", "pop", "-q"));
        },
        ["hooks that refuse everything"] = repository =>
        {
            foreach (string hook in new[] { "pre-commit", "commit-msg", "prepare-commit-msg", "post-commit", "post-index-change", "pre-auto-gc" })
            {
                repository.AddHook(hook, "touch \"$(git rev-parse --git-dir)/hook-ran\"; exit 1");
            }
        },
        ["hooks in another place"] = repository =>
        {
            repository.AddHook("pre-commit", "touch \"$(git rev-parse --git-dir)/hook-ran\"; exit 1");
            repository.Run("config", "core.hooksPath", Path.Join(repository.GitDirectory, "hooks"));
        },
        ["signatures that cannot be made"] = repository =>
        {
            repository.Run("config", "commit.gpgsign", "true");
            repository.Run("config", "gpg.program", "/bin/false");
        },
        ["a monitor that must not run"] = repository =>
        {
            repository.AddHook("monitor", "touch \"$(git rev-parse --git-dir)/hook-ran\"; exit 1");
            repository.Run("config", "core.fsmonitor", Path.Join(repository.GitDirectory, "hooks", "monitor"));
        },
        ["a template and an editor that must not run"] = repository =>
        {
            repository.Run("config", "commit.template", "/nowhere");
            repository.Run("config", "core.editor", "false");
            repository.Run("config", "i18n.commitEncoding", "ISO-8859-1");
        },
        ["an index of version 4"] = repository => repository.Run("update-index", "--index-version", "4"),
        ["a split index"] = repository => repository.Run("update-index", "--split-index"),
        ["an untracked cache"] = repository => repository.Run("update-index", "--force-untracked-cache"),
        ["a sparse checkout with a sparse index"] = repository =>
        {
            repository.Write("far/away/x.txt", "x\n");
            repository.Write("near/y.txt", "y\n");
            repository.Run("add", "far", "near");
            repository.Run("commit", "-qm", "more");
            repository.Run("sparse-checkout", "set", "--cone", "--sparse-index", "near");
            Directory.CreateDirectory(repository.At(MirroredRepository.LogFolder));
        },
        ["packed objects and refs"] = repository =>
        {
            repository.Run("gc", "-q");
            repository.Run("pack-refs", "--all");
        },
        ["a branch with a long name"] = repository => repository.Run("branch", "-m", "main", "feature/überall/x"),
    };

    public static TheoryData<string> Names => [.. Circumstances.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_commit_of_ours_leaves_alone(string circumstance)
    {
        using var repository = new MirroredRepository();
        Circumstances[circumstance](repository);
        string branch = repository.Run("symbolic-ref", "HEAD").Trim();
        string view = Without(repository, branch);

        string ran = Path.Join(repository.GitDirectory, "hook-ran");
        File.Delete(ran);

        MirrorRecord first = repository.NewRecord();
        repository.Commit(first);
        MirrorRecord second = repository.NewRecord();
        repository.Commit(second);

        Assert.False(File.Exists(ran));
        Assert.Equal(view, Without(repository, branch));
        repository.AssertCommitted(first);
        repository.AssertCommitted(second);
        repository.AssertNothingLeft();
    }

    [Fact]
    public void Changes_that_the_time_of_a_file_does_not_show_stay_visible()
    {
        using var repository = new MirroredRepository();
        DateTime moment = File.GetLastWriteTimeUtc(Path.Join(repository.GitDirectory, "index"));
        repository.Write("src/a.txt", "z\n");
        File.SetLastWriteTimeUtc(repository.At("src/a.txt"), moment);
        repository.Run("add", "src");
        repository.Write("src/a.txt", "y\n");
        File.SetLastWriteTimeUtc(repository.At("src/a.txt"), moment);
        File.SetLastWriteTimeUtc(Path.Join(repository.GitDirectory, "index"), moment);
        Assert.Contains("+y", repository.Run("diff"), StringComparison.Ordinal);

        repository.Commit(repository.NewRecord());

        Assert.Contains("+y", repository.Run("diff"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_commit_that_is_replaced_for_those_who_look_keeps_what_it_has()
    {
        using var repository = new MirroredRepository();
        string real = repository.Run("rev-parse", "HEAD^{tree}");
        repository.Run("rm", "-q", "--cached", "src/b.txt");
        string without = repository.Run("commit-tree", repository.Run("write-tree").Trim(), "-m", "without").Trim();
        repository.Run("reset", "-q");
        repository.Run("replace", "HEAD", without);

        repository.Commit(repository.NewRecord());

        Assert.Equal(
            $"A\t{MirroredRepository.LogFolder}/01JQ0000000000000000000001.jsonl\n",
            repository.Run("--no-replace-objects", "diff-tree", "-r", "--name-status", real.Trim(), "HEAD"));
    }

    [Fact]
    public void Where_nobody_is_configured_the_author_is_daybook()
    {
        using var repository = new MirroredRepository();
        repository.Run("config", "--unset", "user.name");
        repository.Run("config", "--unset", "user.email");
        repository.Run("config", "user.useConfigOnly", "true");

        repository.Commit(repository.NewRecord());

        Assert.Equal("daybook <daybook@localhost>\n", repository.Run("log", "-1", "--format=%an <%ae>"));
    }

    [Fact]
    public void A_new_repository_without_a_commit_gets_its_first()
    {
        using var repository = new MirroredRepository();
        repository.Run("checkout", "-q", "--orphan", "empty");
        repository.Run("rm", "-rqf", "--cached", ".");
        File.Delete(Path.Join(repository.GitDirectory, "index"));
        MirrorRecord record = repository.NewRecord();

        repository.Commit(record);

        repository.AssertCommitted(record);
        Assert.Equal("1\n", repository.Run("rev-list", "--count", "HEAD"));
        repository.AssertNothingLeft();
    }

    [Fact]
    public void Objects_may_have_the_longer_ids()
    {
        using var repository = new MirroredRepository("--object-format=sha256");
        MirrorRecord[] records = [repository.NewRecord(), repository.NewRecord()];

        string commit = repository.Commit(records);

        Assert.Equal(64, commit.Length);
        Assert.All(records, record => repository.AssertCommitted(record));
        repository.AssertNothingLeft();
    }

    [Fact]
    public void A_linked_work_tree_commits_on_its_own_branch()
    {
        using var repository = new MirroredRepository();
        string head = repository.Head;
        repository.Run("worktree", "add", "-q", "-b", "other", repository.Beside("linked"));
        Assert.Equal("other", CommitElsewhere(repository, "linked"));
        Assert.Equal(head, repository.Head);
        Assert.Equal("", repository.Run("diff", "--cached"));
    }

    [Fact]
    public void A_submodule_commits_in_its_own_repository()
    {
        using var repository = new MirroredRepository();
        GitCommand.Must(repository.Beside("."), "clone", "-q", repository.Root, "upstream");
        repository.Run("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", repository.Beside("upstream"), "sub");
        repository.Run("commit", "-qm", "with a submodule");
        string head = repository.Head;

        Assert.Equal("main", CommitElsewhere(repository, "repository/sub"));

        Assert.Equal(head, repository.Head);
    }

    [Fact]
    public void A_repository_that_a_hook_runs_in_is_not_mistaken_for_ours()
    {
        using var repository = new MirroredRepository();
        Environment.SetEnvironmentVariable("GIT_OBJECT_QUARANTINE", "1");
        try
        {
            repository.Commit(repository.NewRecord());
        }
        finally
        {
            Environment.SetEnvironmentVariable("GIT_OBJECT_QUARANTINE", null);
        }
    }

    private static string Without(MirroredRepository repository, string branch) => string.Join(
        '\n', repository.UserView.Split('\n').Where(line => !line.EndsWith(branch, StringComparison.Ordinal) || line == branch));

    private static string CommitElsewhere(MirroredRepository repository, string workTree)
    {
        string root = repository.Beside(workTree);
        string folder = Path.Join(root, MirroredRepository.LogFolder);
        Directory.CreateDirectory(folder);
        const string id = "01JQ0000000000000000000042";
        var record = new MirrorRecord(Path.Join(folder, id + ".jsonl"), id, "coder", "implement");
        File.WriteAllText(record.Path, "{}\n");
        GitCommand.Run(root, "config", "user.name", "Ada");
        GitCommand.Run(root, "config", "user.email", "ada@example.org");

        MirrorOutcome outcome = new Embedded.Git.GitOperationMirror(repository.Ports(), folder, null, EmbeddedOptions.DefaultLockWait).Commit([record], CancellationToken.None);

        Assert.IsType<MirrorOutcome.Committed>(outcome);
        Assert.Equal("{}\n", GitCommand.Must(root, "show", $"HEAD:{MirroredRepository.LogFolder}/{id}.jsonl"));
        Assert.Equal("", GitCommand.Must(root, "diff", "--cached"));
        Assert.Equal("", GitCommand.Must(root, "fsck", "--strict", "--no-dangling"));
        return GitCommand.Must(root, "branch", "--show-current").Trim();
    }
}
