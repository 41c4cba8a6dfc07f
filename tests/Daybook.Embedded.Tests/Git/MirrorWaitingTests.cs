using Daybook.Durability.FileSystem;
using Daybook.Embedded.Git;
using Daybook.Embedded.Operations;
using Daybook.Errors;
using Daybook.Git;
using Xunit;

namespace Daybook.Embedded.Tests.Git;

/// <summary>When a commit might get into somebody's way the record waits, and is committed as soon as the way is free.</summary>
public sealed class MirrorWaitingTests
{
    private static readonly Dictionary<string, (string Reason, Action<MirroredRepository> Begin, Action<MirroredRepository> End)> States = new()
    {
        ["a merge"] = ("a merge is in progress", Conflict("merge"), repository => repository.Run("merge", "--abort")),
        ["a rebase"] = ("a rebase is in progress", Conflict("rebase"), repository => repository.Run("rebase", "--abort")),
        ["a cherry-pick"] = ("a cherry-pick is in progress", Conflict("cherry-pick"), repository => repository.Run("cherry-pick", "--abort")),
        ["a revert"] = ("a revert is in progress", Conflict("revert"), repository => repository.Run("revert", "--abort")),
        ["a bisect"] = (
            "a bisect is in progress", repository => repository.Run("bisect", "start"), repository => repository.Run("bisect", "reset")),
        ["a detached HEAD"] = (
            "HEAD is detached", repository => repository.Run("checkout", "-q", "--detach"), repository => repository.Run("checkout", "-q", "main")),
        ["a lock of another git on the index"] = (
            "another git has locked the index for more than 1 s, or died and left its lock", Planted("index.lock"), Removed("index.lock")),
        ["a lock of another git on the branch"] = (
            "git update-ref ended with 128 and said: fatal:", Planted("refs/heads/main.lock"), Removed("refs/heads/main.lock")),
        ["a hook that guards the branch"] = ("git update-ref ended with 128 and said: fatal:", Guard, Unguard),
        ["an index that is none"] = (
            "git update-index ended with 128 and said:",
            repository =>
            {
                File.Copy(GitPath(repository, "index"), GitPath(repository, "kept-index"));
                File.WriteAllText(GitPath(repository, "index"), "someone's");
            },
            repository => File.Move(GitPath(repository, "kept-index"), GitPath(repository, "index"), overwrite: true)),
        ["a work tree of which nothing is checked out"] = (
            "nothing is checked out in this work tree yet",
            repository =>
            {
                Directory.Delete(repository.At("src"), recursive: true);
                File.Delete(GitPath(repository, "index"));
            },
            repository =>
            {
                repository.Run("checkout", "-q");
                Assert.True(File.Exists(repository.At("src/a.txt")));
            }
        ),
        ["a format from the future"] = (
            "git update-index ended with 128 and said: fatal:",
            repository => repository.Run("config", "core.repositoryformatversion", "9"),
            repository => File.WriteAllText(
                GitPath(repository, "config"), File.ReadAllText(GitPath(repository, "config")).Replace("= 9", "= 0", StringComparison.Ordinal))),
        ["refs kept in another way"] = (
            "the repository keeps its refs in another way than in files",
            repository => File.WriteAllText(GitPath(repository, "HEAD"), "ref: refs/heads/.invalid\n"),
            repository => File.WriteAllText(GitPath(repository, "HEAD"), "ref: refs/heads/main\n")),
        ["a rule that keeps the folder out of git"] = (
            "git ignores .daybook/operations", repository => repository.Write(".gitignore", "/.daybook/\n"), repository => File.Delete(repository.At(".gitignore"))),
        ["a filter that fails"] = (
            "git update-index ended with 128 and said:",
            repository => Filter(repository, "false"),
            repository => File.Delete(GitPath(repository, "info/attributes"))),
        ["a file in the folder's place in the last commit"] = (
            "the commit of refs/heads/main is damaged, or changed while it was read, or has a file where the folder of operations should be",
            repository => FileInTheFoldersPlace(repository),
            repository => repository.Run("reset", "-q", "--soft", "HEAD^")),
    };

    public static TheoryData<string> Names => [.. States.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_record_waits_for_the_end_of(string state)
    {
        using var repository = new MirroredRepository();
        MirrorRecord record = repository.NewRecord();
        string gitDirectory = repository.GitDirectory;
        States[state].Begin(repository);
        string[] before = Files(gitDirectory);

        var outcome = Assert.IsType<MirrorOutcome.Pending>(repository.Mirror().Commit([record], CancellationToken.None));

        Assert.StartsWith(States[state].Reason, outcome.Reason, StringComparison.Ordinal);
        Assert.NotEqual("", outcome.Hint);
        Assert.Equal(before, Files(gitDirectory));
        Assert.Equal([record.Path], repository.Mirror().Look([record.Path], CancellationToken.None).Pending);

        States[state].End(repository);
        repository.Commit(record);
        repository.AssertCommitted(record);
        repository.AssertNothingLeft();
    }

    [Fact]
    public void Outside_of_a_repository_a_record_waits()
    {
        using var directory = new Testing.TempDirectory();
        var mirror = new GitOperationMirror(EmbeddedPorts.System(), directory.Path, null, EmbeddedOptions.DefaultLockWait);
        var record = new MirrorRecord(directory.At("x.jsonl"), "x", "p", "a");
        File.WriteAllText(record.Path, "{}\n");

        var outcome = Assert.IsType<MirrorOutcome.Pending>(mirror.Commit([record], CancellationToken.None));

        Assert.Equal("there is no git repository here", outcome.Reason);
        Assert.Equal([record.Path], mirror.Look([record.Path], CancellationToken.None).Pending);
        Assert.Empty(mirror.Examine("operations"));
        Assert.False(mirror.Recover());
    }

    [Fact]
    public void Without_git_a_record_waits()
    {
        using var repository = new MirroredRepository();
        MirrorRecord record = repository.NewRecord();
        var absent = new ScriptedGit(repository.Git, (_, _) => throw new NotFoundException("git cannot be started: gone") { Hint = "install git" });
        GitOperationMirror mirror = repository.Mirror(repository.Ports() with { Git = absent });

        Assert.Equal(
            new MirrorOutcome.Pending("git cannot be started: gone", "install git"), mirror.Commit([record], CancellationToken.None));
        Assert.Equal([record.Path], mirror.Look([record.Path], CancellationToken.None).Pending);
        repository.AssertNothingLeft();
    }

    [Fact]
    public void A_hook_that_never_ends_is_stopped()
    {
        using var repository = new MirroredRepository();
        MirrorRecord record = repository.NewRecord();
        repository.AddHook("reference-transaction", "sleep 600");
        var impatient = new ScriptedGit(repository.Git, (_, request) => ScriptedGit.CommandOf(request) == "update-ref"
            ? repository.Git.Run(request with { TimeLimit = TimeSpan.FromMilliseconds(300) }, CancellationToken.None)
            : null);
        string view = repository.UserView;
        string head = repository.Head;

        var outcome = Assert.IsType<MirrorOutcome.Pending>(
            repository.Mirror(repository.Ports() with { Git = impatient }).Commit([record], CancellationToken.None));

        Assert.Equal("git update-ref did not end within 0.3 seconds and was stopped", outcome.Reason);
        Assert.Equal(head, repository.Head);
        Assert.Equal(view, repository.UserView);
        repository.AssertNothingLeft();
    }

    [Fact]
    public void A_commit_that_a_hook_does_not_come_back_from_is_told_as_made()
    {
        using var repository = new MirroredRepository();
        MirrorRecord record = repository.NewRecord();
        repository.AddHook("reference-transaction", "[ \"$1\" = committed ] && sleep 600; exit 0");
        var impatient = new ScriptedGit(repository.Git, (_, request) => ScriptedGit.CommandOf(request) == "update-ref"
            ? repository.Git.Run(request with { TimeLimit = TimeSpan.FromSeconds(1) }, CancellationToken.None)
            : null);

        MirrorOutcome outcome = repository.Mirror(repository.Ports() with { Git = impatient }).Commit([record], CancellationToken.None);

        Assert.Equal(repository.Head, Assert.IsType<MirrorOutcome.Committed>(outcome).Commit);
        repository.AssertCommitted(record);
        Assert.Equal("", repository.Run("diff", "--cached"));
        repository.AssertNothingLeft();
    }

    [Fact]
    public void A_withdrawn_wait_leaves_the_record_pending()
    {
        using var repository = new MirroredRepository();
        using var withdrawn = new CancellationTokenSource();
        withdrawn.Cancel();

        var outcome = repository.Mirror().Commit([repository.NewRecord()], withdrawn.Token);

        Assert.Equal("the wait for git was ended", Assert.IsType<MirrorOutcome.Pending>(outcome).Reason);
    }

    [Fact]
    public void A_directory_of_gits_that_cannot_be_written_lets_the_record_wait()
    {
        Assert.SkipWhen(Environment.UserName == "root", "forbidden here: root is denied nothing");
        using var repository = new MirroredRepository();
        string gitDirectory = repository.GitDirectory;
        IFileSystem disk = repository.Ports().FileSystem;
        disk.SetPermissions(gitDirectory, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Assert.IsType<MirrorOutcome.Pending>(repository.Mirror().Commit([repository.NewRecord()], CancellationToken.None));
        }
        finally
        {
            disk.SetPermissions(gitDirectory, FilePermissions.SharedDirectory);
        }
    }

    private static Action<MirroredRepository> Conflict(string command) => repository =>
    {
        repository.Run("checkout", "-q", "-b", "other");
        repository.Write("src/a.txt", "theirs\n");
        repository.Run("commit", "-qam", "theirs");
        repository.Run("checkout", "-q", "main");
        repository.Write("src/a.txt", "ours\n");
        repository.Run("commit", "-qam", "ours");
        if (command == "revert")
        {
            repository.Write("src/a.txt", "later\n");
            repository.Run("commit", "-qam", "later");
        }

        Assert.NotEqual(0, repository.TryRun(command, command == "revert" ? "HEAD^" : "other"));
    };

    private static void FileInTheFoldersPlace(MirroredRepository repository)
    {
        string blob = repository.Run("rev-parse", "HEAD:src/a.txt").Trim();
        string index = GitPath(repository, "other-index");
        var variables = new Dictionary<string, string> { ["GIT_INDEX_FILE"] = index };
        GitAnswer Plumb(params string[] arguments) =>
            repository.Git.Run(new GitRequest(repository.Root, arguments, TimeSpan.FromSeconds(10)) { Variables = variables }, CancellationToken.None);
        Plumb("read-tree", "HEAD");
        Plumb("update-index", "--add", "--cacheinfo", $"100644,{blob},.daybook");
        string tree = System.Text.Encoding.ASCII.GetString(Plumb("write-tree").Output.Span).Trim();
        string commit = repository.Run("commit-tree", tree, "-p", "HEAD", "-m", "odd").Trim();
        repository.Run("update-ref", "refs/heads/main", commit);
        File.Delete(index);
    }

    private static void Filter(MirroredRepository repository, string command)
    {
        repository.Run("config", "filter.f.clean", command);
        repository.Run("config", "filter.f.required", "true");
        Directory.CreateDirectory(GitPath(repository, "info"));
        File.WriteAllText(GitPath(repository, "info/attributes"), "*.jsonl filter=f\n");
    }

    private static Action<MirroredRepository> Planted(string name) => repository => File.WriteAllText(GitPath(repository, name), "someone's");

    private static Action<MirroredRepository> Removed(string name) => repository => File.Delete(GitPath(repository, name));

    private static void Guard(MirroredRepository repository) => repository.AddHook("reference-transaction", "exit 1");

    private static void Unguard(MirroredRepository repository) => File.Delete(GitPath(repository, "hooks/reference-transaction"));

    private static string GitPath(MirroredRepository repository, string name) => Path.Join(repository.Root, ".git", name);

    /// <summary>Names and contents of all that git has, except objects, which may be there without harm.</summary>
    private static string[] Files(string gitDirectory) =>
    [
        .. Directory.GetFiles(gitDirectory, "*", SearchOption.AllDirectories)
            .Where(path => !path.StartsWith(Path.Join(gitDirectory, "objects"), StringComparison.Ordinal)
                && Path.GetFileName(path) != MirrorTurn.LockFileName)
            .Order(StringComparer.Ordinal)
            .Select(path => $"{path} {Convert.ToHexString(File.ReadAllBytes(path))}"),
    ];
}
