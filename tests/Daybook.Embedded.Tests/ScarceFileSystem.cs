using Daybook.Durability.FileSystem;
using Daybook.Testing.Disk;

namespace Daybook.Embedded.Tests;

/// <summary>The real disk, which calls itself another one in one folder and tells that so much is left there.</summary>
internal sealed class ScarceFileSystem(IFileSystem inner, string folder, string type, int blockBytes) : ForwardingFileSystem(inner)
{
    internal long FreeBytes { get; set; } = long.MaxValue;

    public override string FileSystemType(string path) => Is(path) ? type : base.FileSystemType(path);

    public override DiskSpace SpaceAt(string path) => Is(path) ? new DiskSpace(FreeBytes, FreeFiles: null, blockBytes) : base.SpaceAt(path);

    private bool Is(string path) => path.StartsWith(folder, StringComparison.Ordinal);
}
