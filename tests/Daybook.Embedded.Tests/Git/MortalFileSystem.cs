using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Tests.Git;

/// <summary>The real disk, as seen by a process that may be killed between any two calls.</summary>
internal sealed class MortalFileSystem(IFileSystem inner, Lifetime lifetime) : IFileSystem
{
    public string BootId => inner.BootId;

    public IFile Open(string path, OpenMode mode, UnixFileMode permissions = FilePermissions.PrivateFile) =>
        new MortalFile(Passing("open", path).Open(path, mode, permissions), lifetime);

    public FileStat? Stat(string path) => inner.Stat(path);

    public IReadOnlyList<string> List(string directory) => inner.List(directory);

    public void CreateDirectory(string path, UnixFileMode permissions = FilePermissions.PrivateDirectory) =>
        Passing("mkdir", path).CreateDirectory(path, permissions);

    public void Rename(string from, string to) => Passing("rename", to).Rename(from, to);

    public void Exchange(string left, string right) => Passing("exchange", right).Exchange(left, right);

    public void Link(string existing, string created) => Passing("link", created).Link(existing, created);

    public void Delete(string path) => Passing("unlink", path).Delete(path);

    public void DeleteDirectory(string path) => Passing("rmdir", path).DeleteDirectory(path);

    public void SyncDirectory(string path) => Passing("fsync", path).SyncDirectory(path);

    public void SyncFileSystem(string directory) => Passing("syncfs", directory).SyncFileSystem(directory);

    public void SetPermissions(string path, UnixFileMode permissions) => Passing("chmod", path).SetPermissions(path, permissions);

    public string FileSystemType(string path) => inner.FileSystemType(path);

    public DiskSpace SpaceAt(string path) => inner.SpaceAt(path);

    public int? LockHolder(FileStat file) => inner.LockHolder(file);

    private IFileSystem Passing(string call, string path)
    {
        lifetime.Pass($"{call} {path}");
        return inner;
    }

    /// <summary>An open file of such a process. Its death closes it.</summary>
    private sealed class MortalFile(IFile inner, Lifetime lifetime) : IFile
    {
        public string Path => inner.Path;

        public FileStat Stat() => inner.Stat();

        public int Read(Span<byte> buffer, long offset) => inner.Read(buffer, offset);

        public int Write(ReadOnlySpan<byte> bytes, long offset) => Passing("write").Write(bytes, offset);

        public void Truncate(long length) => Passing("ftruncate").Truncate(length);

        public void Flush() => Passing("fdatasync").Flush();

        public void SetPermissions(UnixFileMode permissions) => Passing("fchmod").SetPermissions(permissions);

        public void SetOwner(uint user, uint group) => Passing("fchown").SetOwner(user, group);

        public bool TryLock(LockMode mode) => Passing("flock").TryLock(mode);

        public void Unlock() => inner.Unlock();

        public void Dispose() => inner.Dispose();

        private IFile Passing(string call)
        {
            lifetime.Pass($"{call} {inner.Path}");
            return inner;
        }
    }
}
