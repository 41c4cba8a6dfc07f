using System.Globalization;
using System.Text;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;

namespace Daybook.Durability.Locks;

/// <summary>
/// An exclusive lock between processes on a permanent lock file. The system drops it when its process ends, however it ends; the
/// file stays, because removing a lock file lets two holders lock two files of one name.
/// </summary>
public sealed class FileLock : IDisposable
{
    private const int NoteBytesMaximum = 256;

    private readonly IFile file;

    private FileLock(IFile file) => this.file = file;

    /// <summary>Takes the lock, waiting up to a bound. Fails closed: without the lock it does not return.</summary>
    /// <param name="fileSystem">The disk.</param>
    /// <param name="path">The lock file, created if absent, never removed.</param>
    /// <param name="wait">The longest wait.</param>
    /// <param name="clock">Measures and sleeps it.</param>
    /// <param name="label">What this process does, for those who wait.</param>
    /// <exception cref="LockTimeoutException">Another process kept it; it is named where possible.</exception>
    /// <exception cref="FileSystemException">The lock file cannot be opened or locked.</exception>
    public static FileLock Acquire(IFileSystem fileSystem, string path, TimeSpan wait, IMonotonicClock clock, string label)
    {
        IFile file = new RetryingFileSystem(fileSystem).Open(path, OpenMode.OpenOrCreate);
        try
        {
            if (!LockWait.TryLock(file, LockMode.Exclusive, wait, clock))
            {
                throw new LockTimeoutException(path, wait, FindHolder(fileSystem, file));
            }

            LeaveNote(file, label);
            return new FileLock(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Whether the locked file still is the one at its path. Programs that remove lock files leave holders of a file without a name behind,
    /// whom nobody waits for; beside one of those the lock must be taken again.
    /// </summary>
    public bool IsCurrent(IFileSystem fileSystem)
    {
        ArgumentNullException.ThrowIfNull(fileSystem);
        return fileSystem.Stat(file.Path) is { } there && there.IsSameFile(file.Stat());
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => file.Dispose();

    /// <summary>
    /// The note only refines a message; that it cannot be left is no reason to go without the lock. It is written over the last one: ext4 takes
    /// a file that was cut to nothing and written for one that replaces another, and writes it out when it is closed.
    /// </summary>
    private static void LeaveNote(IFile file, string label)
    {
        try
        {
            ReadOnlySpan<byte> note = Encoding.UTF8.GetBytes($"{Environment.ProcessId} {label}\n");
            note = note[..Math.Min(note.Length, NoteBytesMaximum)];
            file.WriteFully(note, 0);
            if (file.Stat().Length > note.Length)
            {
                file.Truncate(note.Length);
            }
        }
        catch (FileSystemException)
        {
        }
    }

    private static LockHolder? FindHolder(IFileSystem fileSystem, IFile file)
    {
        Span<byte> note = stackalloc byte[NoteBytesMaximum];
        ReadOnlySpan<byte> there = note[..file.ReadFully(note, 0)];

        // Behind its end may be the rest of a longer one, until that is cut off.
        int end = there.IndexOf((byte)'\n');
        string[] words = Encoding.UTF8.GetString(end < 0 ? there : there[..end]).Split(' ', 2);
        int? noted = int.TryParse(words[0], CultureInfo.InvariantCulture, out int pid) ? pid : null;
        int? holding = fileSystem.LockHolder(file.Stat()) ?? noted;
        string label = words.Length == 2 && noted == holding ? words[1].TrimEnd() : "";
        return holding is { } known ? new LockHolder(known, label, null) : null;
    }
}
