using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;

namespace Daybook.Durability.Files;

/// <summary>
/// Replaces whole files so that a reader, and a crash at any step, sees the old content or the new, never a part: a temp file
/// beside it, write, flush, rename, sync of the directory.
/// </summary>
/// <param name="fileSystem">The disk.</param>
/// <param name="uniqueName">Gives a name that nobody can guess; a planted link at a guessed one would be another's file.</param>
public sealed class AtomicFile(IFileSystem fileSystem, Func<string> uniqueName)
{
    /// <summary>How temp files end, by which doctor knows those that a killed process left.</summary>
    public const string TempSuffix = ".daybook-tmp";

    private readonly RetryingFileSystem disk = new(fileSystem);

    /// <summary>
    /// Writes a file whole. When it returns the new content survives power loss. When it throws, the old content is in place and
    /// the temp file is gone as far as the disk allows; only when the directory sync fails may either content be found after a
    /// power loss. A read-modify-write needs a <see cref="Locks.FileLock"/> around it.
    /// </summary>
    /// <param name="path">The file. An existing one keeps its permissions and owner.</param>
    /// <param name="content">All of the new content.</param>
    /// <param name="permissions">Of a file that is not there yet.</param>
    /// <exception cref="UnsafeFileException">Something other than a regular file stands there.</exception>
    /// <exception cref="FileSystemException">A step failed before the rename.</exception>
    /// <exception cref="FlushFailedException">The sync of the directory after the rename failed.</exception>
    public void Write(string path, ReadOnlySpan<byte> content, UnixFileMode permissions = FilePermissions.PrivateFile)
    {
        byte[] whole = content.ToArray();
        Write(path, file => file.WriteFully(whole, 0), permissions);
    }

    /// <summary>Writes a file whole whose content is made while it is written, so that it need not fit the memory. All else is as with the other overload.</summary>
    /// <param name="path">The file. An existing one keeps its permissions and owner.</param>
    /// <param name="fill">Writes all of the new content; what it throws leaves the old content in place.</param>
    /// <param name="permissions">Of a file that is not there yet.</param>
    /// <exception cref="UnsafeFileException">Something other than a regular file stands there.</exception>
    /// <exception cref="FileSystemException">A step failed before the rename.</exception>
    /// <exception cref="FlushFailedException">The sync of the directory after the rename failed.</exception>
    public void Write(string path, Action<IFile> fill, UnixFileMode permissions)
    {
        ArgumentNullException.ThrowIfNull(fill);
        FileStat? old = disk.Stat(path);
        if (old is { Kind: not FileKind.Regular } other)
        {
            throw new UnsafeFileException(path, other.Kind);
        }

        string directory = Path.GetDirectoryName(path) ?? throw new ArgumentException("The path has no directory.", nameof(path));
        string temp = Path.Join(directory, $".{Path.GetFileName(path)}.{uniqueName()}{TempSuffix}");
        using (IFile file = TempFile.Create(disk, temp, old, permissions))
        {
            try
            {
                fill(file);
                file.Flush();
                disk.Rename(temp, path);
            }
            catch
            {
                TempFile.Discard(disk, temp);
                throw;
            }
        }

        try
        {
            disk.SyncDirectory(directory);
        }
        catch (FileSystemException failure)
        {
            throw new FlushFailedException(path, failure);
        }
    }
}
