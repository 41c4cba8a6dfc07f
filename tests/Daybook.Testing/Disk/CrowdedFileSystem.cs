using Daybook.Durability.FileSystem;

namespace Daybook.Testing.Disk;

/// <summary>Another disk, on which others do something just before a lock is asked for, or just after it is given back.</summary>
public sealed class CrowdedFileSystem(IFileSystem inner) : ForwardingFileSystem(inner)
{
    /// <summary>Told the file, as the other disk has it, and the lock that will be asked for.</summary>
    public Action<IFile, LockMode> BeforeTryLock { get; set; } = static (_, _) => { };

    /// <summary>Told the file, as the other disk has it.</summary>
    public Action<IFile> AfterUnlock { get; set; } = static _ => { };

    public override IFile Open(string path, OpenMode mode, UnixFileMode permissions) => new CrowdedFile(base.Open(path, mode, permissions), this);

    private sealed class CrowdedFile(IFile inner, CrowdedFileSystem disk) : IFile
    {
        public string Path => inner.Path;

        public FileStat Stat() => inner.Stat();

        public int Read(Span<byte> buffer, long offset) => inner.Read(buffer, offset);

        public int Write(ReadOnlySpan<byte> bytes, long offset) => inner.Write(bytes, offset);

        public void Truncate(long length) => inner.Truncate(length);

        public void Flush() => inner.Flush();

        public void SetPermissions(UnixFileMode permissions) => inner.SetPermissions(permissions);

        public void SetOwner(uint user, uint group) => inner.SetOwner(user, group);

        public bool TryLock(LockMode mode)
        {
            disk.BeforeTryLock(inner, mode);
            return inner.TryLock(mode);
        }

        public void Unlock()
        {
            inner.Unlock();
            disk.AfterUnlock(inner);
        }

        public void Dispose() => inner.Dispose();
    }
}
