using Daybook.Durability.FileSystem;

namespace Daybook.Testing.Disk;

/// <summary>An open file of another disk, of which a test changes a call or two.</summary>
public abstract class ForwardingFile(IFile inner) : IFile
{
    public string Path => inner.Path;

    public FileStat Stat() => inner.Stat();

    public int Read(Span<byte> buffer, long offset) => inner.Read(buffer, offset);

    public int Write(ReadOnlySpan<byte> bytes, long offset) => inner.Write(bytes, offset);

    public void Truncate(long length) => inner.Truncate(length);

    public void Flush() => inner.Flush();

    public void SetPermissions(UnixFileMode permissions) => inner.SetPermissions(permissions);

    public void SetOwner(uint user, uint group) => inner.SetOwner(user, group);

    public virtual bool TryLock(LockMode mode) => inner.TryLock(mode);

    public virtual void Unlock() => inner.Unlock();

    public void Dispose()
    {
        inner.Dispose();
        GC.SuppressFinalize(this);
    }
}
