using Daybook.Durability.FileSystem;

namespace Daybook.Proof.Fuzzing;

/// <summary>A file of some bytes that is only read.</summary>
internal sealed class BytesFile(string path, byte[] content) : IFile
{
    public string Path => path;

    public FileStat Stat() => StatOf(content.Length);

    public int Read(Span<byte> buffer, long offset)
    {
        int count = (int)Math.Clamp(content.Length - offset, 0, buffer.Length);
        content.AsSpan((int)Math.Min(offset, content.Length), count).CopyTo(buffer);
        return count;
    }

    public int Write(ReadOnlySpan<byte> bytes, long offset) => throw BytesFileSystem.Refused("write", path);

    public void Truncate(long length) => throw BytesFileSystem.Refused("truncate", path);

    public void Flush() => throw BytesFileSystem.Refused("flush", path);

    public void SetPermissions(UnixFileMode permissions) => throw BytesFileSystem.Refused("chmod", path);

    public void SetOwner(uint user, uint group) => throw BytesFileSystem.Refused("chown", path);

    public bool TryLock(LockMode mode) => true;

    public void Unlock()
    {
    }

    public void Dispose()
    {
    }

    internal static FileStat StatOf(long length) =>
        new(FileKind.Regular, length, 1, 1, 1, FilePermissions.PrivateFile, 0, 0, 1, DateTimeOffset.UnixEpoch);
}
