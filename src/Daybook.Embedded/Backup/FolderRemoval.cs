using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Backup;

/// <summary>Removes a folder that only this process knows, with all that is in it.</summary>
internal static class FolderRemoval
{
    /// <summary>Removes it as far as the disk allows: what is left has a name that nothing refers to.</summary>
    internal static void RemoveIfPossible(IFileSystem fileSystem, string folder)
    {
        try
        {
            Remove(fileSystem, folder);
        }
        catch (DurabilityException)
        {
        }
    }

    private static void Remove(IFileSystem fileSystem, string folder)
    {
        if (fileSystem.Stat(folder) is null)
        {
            return;
        }

        foreach (string name in fileSystem.List(folder))
        {
            string path = Path.Join(folder, name);
            if (fileSystem.Stat(path) is { Kind: FileKind.Directory })
            {
                Remove(fileSystem, path);
            }
            else
            {
                fileSystem.Delete(path);
            }
        }

        fileSystem.DeleteDirectory(folder);
    }
}
