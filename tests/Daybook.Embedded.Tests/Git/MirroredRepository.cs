using Daybook.Durability.FileSystem;
using Daybook.Embedded.Git;
using Daybook.Embedded.Operations;
using Daybook.Git;
using Daybook.Testing;
using Xunit;

namespace Daybook.Embedded.Tests.Git;

/// <summary>A real repository with some history, a folder of logs in it, and a mirror of them.</summary>
internal sealed class MirroredRepository : IDisposable
{
    internal const string LogFolder = ".daybook/operations";

    private readonly TempDirectory directory = new();
    private int records;

    internal MirroredRepository(params string[] initOptions)
    {
        GitCommand.SkipUnlessInstalled();
        Root = directory.At("repository");
        Directory.CreateDirectory(Root);
        Git = new IsolatedGit(directory.Path);
        Run(["init", "-q", .. initOptions]);
        Run("config", "user.name", "Ada");
        Run("config", "user.email", "ada@example.org");
        Write("src/a.txt", "a\n");
        Write("src/b.txt", "b\n");
        Write(".daybook/.gitignore", string.Join('\n', StoreIgnoreFile.Private.Lines));
        Run("add", "src");
        Run("commit", "-q", "-m", "first");
        Directory.CreateDirectory(At(LogFolder));
    }

    /// <summary>The work tree.</summary>
    internal string Root { get; }

    /// <summary>The git that mirrors use.</summary>
    internal IGit Git { get; init; }

    internal string GitDirectory => Run("rev-parse", "--absolute-git-dir").Trim();

    internal string Head => Run("rev-parse", "HEAD").Trim();

    /// <summary>What a user has under way, as git tells it: none of it may change.</summary>
    internal string UserView => string.Join(
        '\n',
        Run("diff"), Run("diff", "--cached"), Run("stash", "list"), Run("rev-parse", "--symbolic-full-name", "HEAD"),
        string.Join('\n', Run("for-each-ref").Split('\n').Where(line => !line.EndsWith("refs/heads/main", StringComparison.Ordinal))));

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        directory.Dispose();
    }

    internal string At(string path) => Path.Combine(Root, path);

    internal string Beside(string path) => directory.At(path);

    internal void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), content);
    }

    /// <summary>Hangs a hook on the repository.</summary>
    internal void AddHook(string name, string script)
    {
        string path = Path.Join(Root, ".git", "hooks", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        Ports().FileSystem.SetPermissions(path, FilePermissions.SharedDirectory);
    }

    /// <summary>Runs the user's git, which must succeed.</summary>
    internal string Run(params string[] arguments) => GitCommand.Must(Root, arguments);

    /// <summary>Runs the user's git.</summary>
    internal int TryRun(params string[] arguments) => GitCommand.Run(Root, arguments).ExitCode;

    /// <summary>Writes the log of a completed operation.</summary>
    internal MirrorRecord NewRecord(string folder = LogFolder)
    {
        string id = $"01JQ{++records:D22}";
        Write($"{folder}/{id}.jsonl", $"{{\"event\":\"started\",\"invocation_id\":\"{id}\"}}\n{{\"event\":\"completed\"}}\n");
        return new MirrorRecord(At($"{folder}/{id}.jsonl"), id, "coder", "implement");
    }

    internal EmbeddedPorts Ports() => EmbeddedPorts.System() with { Git = Git };

    internal GitOperationMirror Mirror(EmbeddedPorts? ports = null, string? reference = null, string folder = LogFolder) =>
        new(ports ?? Ports(), At(folder), reference, EmbeddedOptions.DefaultLockWait);

    /// <summary>Commits records, which must not have to wait.</summary>
    /// <returns>The commit.</returns>
    internal string Commit(params MirrorRecord[] of)
    {
        MirrorOutcome outcome = Mirror().Commit(of, CancellationToken.None);
        return Assert.IsType<MirrorOutcome.Committed>(outcome).Commit;
    }

    /// <summary>Commits records, which must have to wait.</summary>
    /// <returns>Why.</returns>
    internal string Refuse(params MirrorRecord[] of)
    {
        var outcome = Assert.IsType<MirrorOutcome.Pending>(Mirror().Commit(of, CancellationToken.None));
        Assert.NotEqual("", outcome.Hint);
        AssertNothingLeft();
        return outcome.Reason;
    }

    /// <summary>Holds that git's tree has a log as it stands on disk.</summary>
    internal void AssertCommitted(MirrorRecord record, string commit = "HEAD")
    {
        string path = Path.GetRelativePath(Root, record.Path);
        Assert.Equal(File.ReadAllText(record.Path), Run("cat-file", "blob", $"{commit}:{path}"));
    }

    /// <summary>Holds that nothing of ours is left among git's files, and that git finds nothing wrong.</summary>
    internal void AssertNothingLeft()
    {
        AssertNothingOfOurs();
        Assert.Equal("", Run("fsck", "--strict", "--no-dangling"));
    }

    /// <summary>Holds that nothing of ours is left among git's files.</summary>
    internal void AssertNothingOfOurs()
    {
        IEnumerable<string?> names = Directory.GetFiles(GitDirectory).Select(Path.GetFileName);
        Assert.Equal([], names.Where(name => name!.StartsWith("daybook", StringComparison.Ordinal) && name != MirrorTurn.LockFileName));
        Assert.Equal(
            [],
            Directory.GetFiles(GitDirectory, "*.lock", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) != MirrorTurn.LockFileName));
    }
}
