using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;

namespace Daybook.Durability.Files;

/// <summary>
/// Replaces whole files that can be made anew: no reader ever sees a part of one, and nothing waits for the disk. After a power loss one
/// may be empty, old or gone, so whoever reads it must be able to tell and to do without.
/// </summary>
/// <param name="fileSystem">The disk.</param>
/// <param name="uniqueName">Gives a name that nobody can guess.</param>
public sealed class ViewFile(IFileSystem fileSystem, Func<string> uniqueName)
{
    private readonly RetryingFileSystem disk = new(fileSystem);

    /// <summary>Writes a file whole. Nothing of it is durable when this returns.</summary>
    /// <param name="path">The file. An existing one keeps its permissions and owner.</param>
    /// <param name="content">All of the new content.</param>
    /// <exception cref="UnsafeFileException">Something other than a regular file stands there.</exception>
    /// <exception cref="FileSystemException">A step failed; the old content is in place.</exception>
    public void Write(string path, ReadOnlySpan<byte> content)
    {
        FileStat? old = disk.Stat(path);
        if (old is { Kind: not FileKind.Regular } other)
        {
            throw new UnsafeFileException(path, other.Kind);
        }

        string directory = Path.GetDirectoryName(path) ?? throw new ArgumentException("The path has no directory.", nameof(path));
        string temp = Path.Join(directory, $".{Path.GetFileName(path)}.{uniqueName()}{AtomicFile.TempSuffix}");
        using IFile file = TempFile.Create(disk, temp, old, FilePermissions.PrivateFile);
        try
        {
            file.WriteFully(content, 0);
            disk.Rename(temp, path);
        }
        catch (FileSystemException)
        {
            TempFile.Discard(disk, temp);
            throw;
        }
    }
}
