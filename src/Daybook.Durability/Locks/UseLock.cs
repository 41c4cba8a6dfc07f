using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;

namespace Daybook.Durability.Locks;

/// <summary>
/// Says that a file is in use, on a permanent lock file beside it: any number of users hold it together, and whoever must be alone, to check
/// or to replace the file, holds it without others. The system drops it when its process ends.
/// </summary>
public sealed class UseLock : IDisposable
{
    private readonly IFile file;
    private readonly TimeSpan wait;
    private readonly IMonotonicClock clock;

    private UseLock(IFile file, TimeSpan wait, IMonotonicClock clock, bool isAlone)
    {
        this.file = file;
        this.wait = wait;
        this.clock = clock;
        IsAlone = isAlone;
    }

    /// <summary>Whether nobody else uses the file, nor can begin to, until <see cref="Share"/>.</summary>
    public bool IsAlone { get; private set; }

    /// <summary>Begins to use the file: alone if nobody else does, else together with them.</summary>
    /// <param name="fileSystem">The disk.</param>
    /// <param name="path">The lock file, created if absent, never removed.</param>
    /// <param name="wait">The longest wait for somebody who is alone.</param>
    /// <param name="clock">Measures and sleeps it.</param>
    /// <exception cref="LockTimeoutException">Somebody stayed alone with it.</exception>
    /// <exception cref="FileSystemException">The lock file cannot be opened or locked.</exception>
    public static UseLock Enter(IFileSystem fileSystem, string path, TimeSpan wait, IMonotonicClock clock)
    {
        IFile file = new RetryingFileSystem(fileSystem).Open(path, OpenMode.OpenOrCreate);
        try
        {
            bool isAlone = file.TryLock(LockMode.Exclusive);
            if (!isAlone && !LockWait.TryLock(file, LockMode.Shared, wait, clock))
            {
                throw TimedOut(fileSystem, file, wait);
            }

            return new UseLock(file, wait, clock, isAlone);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Waits until nobody else uses the file. Parameters and exceptions as <see cref="Enter"/>.</summary>
    public static UseLock EnterAlone(IFileSystem fileSystem, string path, TimeSpan wait, IMonotonicClock clock)
    {
        IFile file = new RetryingFileSystem(fileSystem).Open(path, OpenMode.OpenOrCreate);
        try
        {
            return LockWait.TryLock(file, LockMode.Exclusive, wait, clock)
                ? new UseLock(file, wait, clock, isAlone: true)
                : throw TimedOut(fileSystem, file, wait);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Lets others use the file too. The system may let somebody else be alone with it in between.</summary>
    /// <exception cref="LockTimeoutException">Somebody stayed alone with it.</exception>
    public void Share()
    {
        IsAlone = false;
        if (!LockWait.TryLock(file, LockMode.Shared, wait, clock))
        {
            throw new LockTimeoutException(file.Path, wait, null);
        }
    }

    /// <summary>Ends the use.</summary>
    public void Dispose() => file.Dispose();

    private static LockTimeoutException TimedOut(IFileSystem fileSystem, IFile file, TimeSpan wait) =>
        new(file.Path, wait, fileSystem.LockHolder(file.Stat()) is { } pid ? new LockHolder(pid, "", null) : null);
}
