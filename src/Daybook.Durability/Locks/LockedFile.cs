using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;

namespace Daybook.Durability.Locks;

/// <summary>
/// An existing file, open and locked by its own advisory lock (flock), for files that are their own lock: programs in other languages that lock
/// them the same way are then safe beside us.
/// </summary>
public static class LockedFile
{
    private const int ReplacedAttemptsMaximum = 100;

    /// <summary>
    /// Opens a file for reading and for writing at its end, and takes its lock, waiting up to a bound. The file that is locked is the one at the path: one
    /// that was replaced while we waited is let go, and the new one is taken.
    /// </summary>
    /// <param name="fileSystem">The disk.</param>
    /// <param name="path">The file; it is not created.</param>
    /// <param name="wait">The longest wait.</param>
    /// <param name="clock">Measures and sleeps it.</param>
    /// <returns>The file; disposing it gives the lock back.</returns>
    /// <exception cref="LockTimeoutException">Another process kept the lock, or others replaced the file again and again.</exception>
    /// <exception cref="UnsafeFileException">Something other than a regular file stands there.</exception>
    /// <exception cref="FileSystemException">It is not there, or cannot be opened or locked.</exception>
    public static IFile Open(IFileSystem fileSystem, string path, TimeSpan wait, IMonotonicClock clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var disk = new RetryingFileSystem(fileSystem);
        for (int attempt = 0; attempt < ReplacedAttemptsMaximum; attempt++)
        {
            IFile file = disk.Open(path, OpenMode.AppendExisting);
            try
            {
                if (!LockWait.TryLock(file, LockMode.Exclusive, wait, clock))
                {
                    int? holder = disk.LockHolder(file.Stat());
                    throw new LockTimeoutException(path, wait, holder is { } pid ? new LockHolder(pid, "", null) : null);
                }

                if (disk.Stat(path) is { } there && there.IsSameFile(file.Stat()))
                {
                    return file;
                }
            }
            catch
            {
                file.Dispose();
                throw;
            }

            file.Dispose();
        }

        throw new LockTimeoutException(path, wait, null);
    }
}
