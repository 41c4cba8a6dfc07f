using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;

namespace Daybook.Durability.Files;

/// <summary>A file that is written aside before it takes another's name.</summary>
internal static class TempFile
{
    /// <summary>Creates one that nobody has, with the permissions and the owner of the file whose place it will take.</summary>
    /// <param name="fileSystem">The disk.</param>
    /// <param name="path">Its path; what stands there already is not ours and stays.</param>
    /// <param name="old">The file whose place it will take, if there is one.</param>
    /// <param name="permissions">Where there is none.</param>
    internal static IFile Create(RetryingFileSystem fileSystem, string path, FileStat? old, UnixFileMode permissions)
    {
        IFile file = fileSystem.Open(path, OpenMode.CreateNew, old?.Permissions ?? permissions);
        try
        {
            if (old is { } kept && (kept.User, kept.Group) != (file.Stat().User, file.Stat().Group))
            {
                file.SetOwner(kept.User, kept.Group);
            }

            return file;
        }
        catch
        {
            file.Dispose();
            Discard(fileSystem, path);
            throw;
        }
    }

    /// <summary>Removes one that will not be used, on the way out with an error.</summary>
    internal static void Discard(RetryingFileSystem fileSystem, string path)
    {
        try
        {
            fileSystem.Delete(path);
        }
        catch (FileSystemException)
        {
            // Doctor finds what cannot be removed now; the error that brought us here is the one to report.
        }
    }
}
