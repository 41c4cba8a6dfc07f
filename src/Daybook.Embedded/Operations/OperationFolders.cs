using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Operations;

/// <summary>Sees to it that the folders of operations are there, and that git does not see in them what is not for it.</summary>
internal sealed class OperationFolders(EmbeddedPorts ports, OperationPlaces places)
{
    private readonly Lock gate = new();
    private FileStat? ready;

    private IFileSystem FileSystem => ports.FileSystem;

    /// <summary>Makes what is missing, once for each process. When it returns the folders survive power loss.</summary>
    internal void Prepare()
    {
        places.CheckAll(FileSystem);
        lock (gate)
        {
            // Another one under its name was made by somebody who may have been killed before the name was durable.
            if (ready is { } known && FileSystem.Stat(places.Directory)?.IsSameFile(known) == true)
            {
                return;
            }

            DirectoryTree.Create(FileSystem, places.Directory, FilePermissions.SharedDirectory);
            places.SyncNames(FileSystem, places.Directory);
            if (places.OwnDirectory != places.Directory)
            {
                DirectoryTree.Create(FileSystem, places.OwnDirectory);
            }

            string rules = Path.Join(places.IsAdopted ? places.OwnDirectory : places.Root, StoreIgnoreFile.FileName);
            if (FileSystem.Stat(rules) is null)
            {
                StoreGitFile wanted = places.IsAdopted || places.Reference is not null ? StoreIgnoreFile.Everything : StoreIgnoreFile.Private;
                new AtomicFile(FileSystem, ports.NewTempName).Write(rules, wanted.Encode());
            }

            ready = FileSystem.Stat(places.Directory);
        }
    }
}
