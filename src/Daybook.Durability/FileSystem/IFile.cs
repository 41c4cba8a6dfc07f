using Daybook.Durability.Errors;

namespace Daybook.Durability.FileSystem;

/// <summary>
/// An open regular file. Offsets are bytes from its start. Reads and writes may be short, as the system's are; nothing is
/// retried. Disposing closes it and drops its lock.
/// </summary>
/// <remarks>Members throw <see cref="FileSystemException"/>. An instance is used by one thread at a time; only <see cref="Read"/> may be called by several at once.</remarks>
public interface IFile : IDisposable
{
    /// <summary>The path it was opened by.</summary>
    string Path { get; }

    /// <summary>Describes the open file itself, wherever its name has gone since.</summary>
    FileStat Stat();

    /// <summary>Reads at an offset. Returns the bytes read, 0 at or past the end.</summary>
    int Read(Span<byte> buffer, long offset);

    /// <summary>
    /// Writes at an offset; a file opened with <see cref="OpenMode.Append"/> or <see cref="OpenMode.AppendExisting"/> writes at its end
    /// whatever the offset says. Returns the bytes written. Not durable until <see cref="Flush"/> returns.
    /// </summary>
    int Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Cuts or extends the file. Not durable until <see cref="Flush"/> returns.</summary>
    void Truncate(long length);

    /// <summary>
    /// Makes the content and length written so far durable, by any process on any descriptor (fdatasync; F_FULLFSYNC on macOS).
    /// A failure is reported once and must not be retried: the kernel may have dropped the pages (PostgreSQL's fsyncgate).
    /// </summary>
    void Flush();

    /// <summary>
    /// Asks the system to begin writing out these bytes, so that a later <see cref="Flush"/> of much has less left to wait for (sync_file_range). A
    /// hint: nothing is durable through it, it never fails, and a system without such a call does nothing.
    /// </summary>
    /// <param name="offset">Where they begin.</param>
    /// <param name="length">How many there are.</param>
    void StartWritingOut(long offset, long length)
    {
    }

    /// <summary>Sets the permission bits.</summary>
    void SetPermissions(UnixFileMode permissions);

    /// <summary>Sets owner and group, as far as the system lets this process.</summary>
    void SetOwner(uint user, uint group);

    /// <summary>Tries to take the advisory lock of this open file (flock). Returns at once; <c>false</c> when another open file holds it.</summary>
    bool TryLock(LockMode mode);

    /// <summary>Drops the advisory lock.</summary>
    void Unlock();
}
