using Daybook.Durability.FileSystem;

namespace Daybook.Testing.Disk;

/// <summary>Another disk, of which a test changes a call or two.</summary>
public abstract class ForwardingFileSystem(IFileSystem inner) : IFileSystem
{
    public string BootId => inner.BootId;

    public virtual IFile Open(string path, OpenMode mode, UnixFileMode permissions) => inner.Open(path, mode, permissions);

    public virtual FileStat? Stat(string path) => inner.Stat(path);

    public IReadOnlyList<string> List(string directory) => inner.List(directory);

    public void CreateDirectory(string path, UnixFileMode permissions) => inner.CreateDirectory(path, permissions);

    public void Rename(string from, string to) => inner.Rename(from, to);

    public void Exchange(string left, string right) => inner.Exchange(left, right);

    public void Link(string existing, string created) => inner.Link(existing, created);

    public void Delete(string path) => inner.Delete(path);

    public void DeleteDirectory(string path) => inner.DeleteDirectory(path);

    public virtual void SyncDirectory(string path) => inner.SyncDirectory(path);

    public void SyncFileSystem(string directory) => inner.SyncFileSystem(directory);

    public void SetPermissions(string path, UnixFileMode permissions) => inner.SetPermissions(path, permissions);

    public virtual string FileSystemType(string path) => inner.FileSystemType(path);

    public virtual DiskSpace SpaceAt(string path) => inner.SpaceAt(path);

    public virtual int? LockHolder(FileStat file) => inner.LockHolder(file);
}
