using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;

namespace Daybook.Embedded;

/// <summary>Opens files that another process may be about to remove.</summary>
internal static class OptionalFile
{
    /// <summary>Opens a file for reading; null where there is none, or none any more.</summary>
    internal static IFile? OpenIfThere(this IFileSystem fileSystem, string path)
    {
        try
        {
            return fileSystem.Stat(path) is null ? null : fileSystem.Open(path, OpenMode.Read);
        }
        catch (FileSystemException gone) when (gone.Error == FileSystemError.NotFound)
        {
            return null;
        }
    }
}
