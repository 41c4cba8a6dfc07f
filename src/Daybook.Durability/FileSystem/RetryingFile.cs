using Daybook.Durability.Errors;

namespace Daybook.Durability.FileSystem;

/// <summary>An open file of <see cref="RetryingFileSystem"/>.</summary>
internal sealed class RetryingFile(IFile inner) : IFile
{
    public string Path => inner.Path;

    public FileStat Stat() => Interruption.Retry(inner, static file => file.Stat());

    public int Read(Span<byte> buffer, long offset)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return inner.Read(buffer, offset);
            }
            catch (FileSystemException interrupted) when (Interruption.MayRetry(interrupted, attempt))
            {
            }
        }
    }

    public int Write(ReadOnlySpan<byte> bytes, long offset)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return inner.Write(bytes, offset);
            }
            catch (FileSystemException interrupted) when (Interruption.MayRetry(interrupted, attempt))
            {
            }
        }
    }

    public void Truncate(long length) => Interruption.Retry((inner, length), static call => call.inner.Truncate(call.length));

    public void Flush() => Interruption.Retry(inner, static file => file.Flush());

    public void StartWritingOut(long offset, long length) => inner.StartWritingOut(offset, length);

    public void SetPermissions(UnixFileMode permissions) =>
        Interruption.Retry((inner, permissions), static call => call.inner.SetPermissions(call.permissions));

    public void SetOwner(uint user, uint group) =>
        Interruption.Retry((inner, user, group), static call => call.inner.SetOwner(call.user, call.group));

    public bool TryLock(LockMode mode) => Interruption.Retry((inner, mode), static call => call.inner.TryLock(call.mode));

    public void Unlock() => Interruption.Retry(inner, static file => file.Unlock());

    public void Dispose() => inner.Dispose();
}
