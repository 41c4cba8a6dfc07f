using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Tests.Drafts;

/// <summary>The real disk, which notes the directories that are synced, and refuses one of them once, as soon as something stands in it.</summary>
internal sealed class CountingFileSystem(IFileSystem inner) : IFileSystem
{
    public string BootId => inner.BootId;

    internal List<string> Synced { get; } = [];

    /// <summary>What stands in the directory that is refused.</summary>
    internal string? RefusedWith { get; set; }

    public IFile Open(string path, OpenMode mode, UnixFileMode permissions = FilePermissions.PrivateFile) => inner.Open(path, mode, permissions);

    public FileStat? Stat(string path) => inner.Stat(path);

    public IReadOnlyList<string> List(string directory) => inner.List(directory);

    public void CreateDirectory(string path, UnixFileMode permissions = FilePermissions.PrivateDirectory) => inner.CreateDirectory(path, permissions);

    public void Rename(string from, string to) => inner.Rename(from, to);

    public void Exchange(string left, string right) => inner.Exchange(left, right);

    public void Link(string existing, string created) => inner.Link(existing, created);

    public void Delete(string path) => inner.Delete(path);

    public void DeleteDirectory(string path) => inner.DeleteDirectory(path);

    public void SyncDirectory(string path)
    {
        if (RefusedWith is { } refused && Path.GetDirectoryName(refused) == path && inner.Stat(refused) is not null)
        {
            RefusedWith = null;
            throw new FileSystemException(FileSystemError.InputOutput, "fsync", path, 5, "input/output error");
        }

        Synced.Add(path);
        inner.SyncDirectory(path);
    }

    public void SyncFileSystem(string directory) => inner.SyncFileSystem(directory);

    public void SetPermissions(string path, UnixFileMode permissions) => inner.SetPermissions(path, permissions);

    public string FileSystemType(string path) => inner.FileSystemType(path);

    public DiskSpace SpaceAt(string path) => inner.SpaceAt(path);

    public int? LockHolder(FileStat file) => inner.LockHolder(file);
}
