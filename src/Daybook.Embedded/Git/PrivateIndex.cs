using Daybook.Durability.FileSystem;
using Daybook.Errors;

namespace Daybook.Embedded.Git;

/// <summary>
/// A second name of a work tree's index, on which git is let loose while the first is locked. Git never writes an index in place: it makes a new
/// file under the second name, and the old one stays whole under the first. A second name, unlike a copy, has the old one's time of change to the
/// nanosecond, by which git knows the entries that it must not trust.
/// </summary>
internal sealed class PrivateIndex : IDisposable
{
    private const string FileName = "index";

    private readonly IFileSystem disk;
    private readonly string path;
    private readonly string changedPath;
    private readonly string savedPath;
    private readonly FileStat? before;

    private PrivateIndex(IFileSystem disk, OwnFiles own, string directory)
    {
        this.disk = disk;
        path = Path.Join(directory, FileName);
        changedPath = own.NewPath("index");
        savedPath = own.NewPath("saved");
        before = disk.Stat(path);
    }

    /// <summary>Where it is, for git.</summary>
    internal string ChangedPath => changedPath;

    /// <summary>Whether the work tree has none yet.</summary>
    internal bool IsFirst => before is null;

    /// <summary>Makes one of an index whose lock is held. A repository that is new may have none yet.</summary>
    /// <exception cref="ConflictException">Something other than a file is in the index's place.</exception>
    internal static PrivateIndex Of(IFileSystem disk, OwnFiles own, GitLayout git)
    {
        var index = new PrivateIndex(disk, own, git.GitDirectory);
        if (index.before is { Kind: not FileKind.Regular })
        {
            throw new ConflictException("the index of the repository is no regular file") { Path = index.path };
        }

        try
        {
            if (index.before is not null)
            {
                disk.Link(index.path, index.changedPath);
                disk.Link(index.path, index.savedPath);
            }

            return index;
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    /// <summary>Adds files, or what they are now, as tracked.</summary>
    /// <exception cref="DaybookException">Git refused.</exception>
    internal void Add(GitCommands git, IEnumerable<string> paths) =>
        git.Must(["update-index", "--add", "--chmod=-x", "--stdin"], GitCommands.Lines(paths), changedPath);

    /// <summary>Has files tracked as objects that git has, whatever it was told of them: that it need not look at them, or that they are not there.</summary>
    /// <exception cref="DaybookException">Git refused.</exception>
    internal void Put(GitCommands git, IEnumerable<(string Path, string BlobId)> files) =>
        git.Must(["update-index", "--add", "--index-info"], GitCommands.Lines(files.Select(static file => $"{GitTree.FileMode} {file.BlobId}\t{file.Path}")), changedPath);

    /// <summary>Puts the changed index, which is durable, into the place of the other. Until then nobody sees anything of it.</summary>
    internal void Install() => disk.Rename(changedPath, path);

    /// <summary>Puts the other one back, the same file that it was, whether or not the changed one had taken its place.</summary>
    internal void Restore()
    {
        if (before is not null)
        {
            disk.Rename(savedPath, path);
        }
        else if (disk.Stat(path) is not null)
        {
            disk.Delete(path);
        }
    }

    /// <summary>Removes the second names.</summary>
    public void Dispose() => OwnFiles.Discard(disk, [changedPath, changedPath + ".lock", savedPath]);
}
