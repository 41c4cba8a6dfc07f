using Daybook.Durability.Errors;

namespace Daybook.Durability.FileSystem;

/// <summary>
/// The only door to the disk. Every call is one system call or the shortest possible row of them, made on the calling thread;
/// nothing is buffered and nothing is retried, so that a test can stand in for the disk and fail, tear or lose any call.
/// </summary>
/// <remarks>
/// Every member throws <see cref="FileSystemException"/> with the error the system gave; the kernel decides what it means.
/// Paths are absolute. No member follows a symbolic link in the last segment of a path.
/// </remarks>
public interface IFileSystem
{
    /// <summary>
    /// Names the current life of the page cache. What one process wrote, every process of the same boot can read, flushed or
    /// not; after a power loss the name differs and only what was flushed is there.
    /// </summary>
    string BootId { get; }

    /// <summary>Opens a regular file. Anything else at the path is refused with <see cref="UnsafeFileException"/>; a FIFO does not block.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">How to open it.</param>
    /// <param name="permissions">The permission bits of a file that this call creates, whatever the umask.</param>
    /// <returns>The open file; its lock, if any, ends with it.</returns>
    IFile Open(string path, OpenMode mode, UnixFileMode permissions = FilePermissions.PrivateFile);

    /// <summary>Describes what stands at a path, a symbolic link itself and not its target; <c>null</c> if nothing does.</summary>
    FileStat? Stat(string path);

    /// <summary>Lists the names in a directory, in no order, without <c>.</c> and <c>..</c>.</summary>
    IReadOnlyList<string> List(string directory);

    /// <summary>Creates one directory level with exactly these permissions. Fails with <see cref="FileSystemError.Exists"/> if something is there.</summary>
    void CreateDirectory(string path, UnixFileMode permissions = FilePermissions.PrivateDirectory);

    /// <summary>Renames within one file system, replacing the target in one step. Never degrades to a copy. Durable once both directories are synced.</summary>
    void Rename(string from, string to);

    /// <summary>
    /// Lets two names in one directory trade what they stand for, in one step: at no moment is there nothing at either. Durable once the
    /// directory is synced. A system or disk that has no such call fails with <see cref="FileSystemError.NotSupported"/>, with nothing done.
    /// </summary>
    void Exchange(string left, string right);

    /// <summary>Gives a file a second name. Fails with <see cref="FileSystemError.Exists"/> if the name is taken. Durable once the directory is synced.</summary>
    void Link(string existing, string created);

    /// <summary>Removes a name of a file. Durable once the directory is synced.</summary>
    void Delete(string path);

    /// <summary>Removes an empty directory; one that is not empty is refused. Durable once the directory above is synced.</summary>
    void DeleteDirectory(string path);

    /// <summary>Makes the names in a directory durable: without it a created, renamed or removed name may be lost (man 2 fsync).</summary>
    void SyncDirectory(string path);

    /// <summary>
    /// Makes all that was written so far to the file system that holds a directory durable, names and contents, by whomever (syncfs). For files
    /// that another program wrote, of which nobody knows the list; it waits for whatever else has been written there, too.
    /// </summary>
    void SyncFileSystem(string directory);

    /// <summary>Sets the permission bits of a file or directory.</summary>
    void SetPermissions(string path, UnixFileMode permissions);

    /// <summary>The type name of the file system that holds a path, as the system spells it (<c>ext4</c>, <c>nfs</c>, …), or <c>unknown</c>.</summary>
    string FileSystemType(string path);

    /// <summary>What the file system that holds a path has left. A path that stands for another is followed.</summary>
    DiskSpace SpaceAt(string path);

    /// <summary>The process that holds the advisory lock on this file as the system tells it, for messages; <c>null</c> if it does not tell.</summary>
    int? LockHolder(FileStat file);
}
