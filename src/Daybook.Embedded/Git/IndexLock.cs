using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Errors;

namespace Daybook.Embedded.Git;

/// <summary>
/// Git's own lock on the index of a work tree, held by us: while it is there, no git changes the index or begins a commit. It is a second
/// name of a file that says whose it is, so that one that a kill left behind is known for ours, and nobody else's ever is taken for it.
/// </summary>
internal sealed class IndexLock : IDisposable
{
    internal const string FileName = "index.lock";

    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly IFileSystem disk;
    private readonly string path;
    private readonly string notePath;
    private readonly FileStat note;

    private IndexLock(IFileSystem disk, string path, string notePath, FileStat note)
    {
        this.disk = disk;
        this.path = path;
        this.notePath = notePath;
        this.note = note;
    }

    /// <summary>Takes it, waiting a second at most: people wait behind it.</summary>
    /// <exception cref="BusyException">Another git has it, or one that died left it.</exception>
    /// <exception cref="FileSystemException">Git's directory cannot be written.</exception>
    internal static IndexLock Take(EmbeddedPorts ports, OwnFiles own, GitLayout git)
    {
        IFileSystem disk = ports.FileSystem;
        string path = Path.Join(git.GitDirectory, FileName);
        string notePath = own.NewPath("note");
        try
        {
            FileStat note = LeaveNote(ports, notePath);
            TimeSpan began = ports.Clock.Elapsed;
            while (!TryLink(disk, notePath, path))
            {
                if (ports.Clock.Elapsed - began >= WaitMax)
                {
                    throw new BusyException($"another git has locked the index for more than {WaitMax.TotalSeconds:0} s, or died and left its lock")
                    {
                        Path = path,
                        Hint = "end that git, or remove the file if none runs, then run daybook doctor ops --fix",
                    };
                }

                ports.Clock.Pause(Pause);
            }

            return new IndexLock(disk, path, notePath, note);
        }
        catch
        {
            OwnFiles.Discard(disk, [notePath]);
            throw;
        }
    }

    /// <summary>Gives it back.</summary>
    public void Dispose()
    {
        try
        {
            // Somebody may have removed it by hand, and a git have taken it since.
            if (disk.Stat(path) is { } there && there.IsSameFile(note))
            {
                disk.Delete(path);
            }
        }
        catch (FileSystemException)
        {
            // The next commit knows it for ours.
        }

        OwnFiles.Discard(disk, [notePath]);
    }

    /// <summary>The note is flushed before it is a lock: one that a power loss leaves must not be empty, since then it would be nobody's.</summary>
    private static FileStat LeaveNote(EmbeddedPorts ports, string notePath)
    {
        using IFile file = ports.FileSystem.Open(notePath, OpenMode.CreateNew, FilePermissions.SharedFile);
        FileStat stat = file.Stat();
        file.WriteFully(IndexLockNote.Of(ports.Processes, stat.Inode).Encode(), 0);
        file.Flush();
        return stat;
    }

    private static bool TryLink(IFileSystem disk, string notePath, string path)
    {
        try
        {
            disk.Link(notePath, path);
            return true;
        }
        catch (FileSystemException taken) when (taken.Error == FileSystemError.Exists)
        {
            return false;
        }
    }
}
