using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Testing.Disk;

namespace Daybook.Embedded.Tests.Drafts;

/// <summary>The real disk, which notes the directories that are synced, and refuses one of them once, as soon as something stands in it.</summary>
internal sealed class CountingFileSystem(IFileSystem inner) : ForwardingFileSystem(inner)
{
    internal List<string> Synced { get; } = [];

    /// <summary>What stands in the directory that is refused.</summary>
    internal string? RefusedWith { get; set; }

    public override void SyncDirectory(string path)
    {
        if (RefusedWith is { } refused && Path.GetDirectoryName(refused) == path && Stat(refused) is not null)
        {
            RefusedWith = null;
            throw new FileSystemException(FileSystemError.InputOutput, "fsync", path, 5, "input/output error");
        }

        Synced.Add(path);
        base.SyncDirectory(path);
    }
}
