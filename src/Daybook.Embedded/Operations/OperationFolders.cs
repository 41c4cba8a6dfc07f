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

            LeaveRules(places.IsAdopted ? places.OwnDirectory : places.Root);
            ready = FileSystem.Stat(places.Directory);
        }
    }

    /// <summary>
    /// Tells git what is not for it. Another work tree may have told so before operations were given a ref of their own: what nobody has changed since is
    /// told anew.
    /// </summary>
    private void LeaveRules(string folder)
    {
        string rules = Path.Join(folder, StoreIgnoreFile.FileName);
        StoreGitFile wanted = places.IsAdopted || places.Reference is not null ? StoreIgnoreFile.Everything : StoreIgnoreFile.Private;
        if (FileSystem.Stat(rules) is null || (places.Reference is not null && StoreIgnoreFile.Private.IsExactlyIn(FileSystem, folder)))
        {
            new AtomicFile(FileSystem, ports.NewTempName).Write(rules, wanted.Encode());
        }
    }
}
