using Daybook.Durability.Errors;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>What stands around the memory log: permissions, temp files that a killed process left, and the file system itself.</summary>
internal sealed class MemorySurroundings(EmbeddedPorts ports, MemoryPlaces places)
{
    internal const string WrongMode = "wrong_mode";
    internal const string LeftoverTemp = "leftover_temp";
    internal const string UntrustedLocks = "untrusted_locks";

    private const UnixFileMode OthersMode =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Where flock is emulated or may do nothing: two writers can then hold one lock.</summary>
    private static readonly string[] UntrustedFileSystems = ["nfs", "nfs4", "cifs", "smb3", "9p", "fuse", "smbfs"];

    internal IEnumerable<Finding> Examine()
    {
        if (ports.FileSystem.Stat(places.Root) is not null && ports.FileSystem.FileSystemType(places.Root) is var type
            && UntrustedFileSystems.Contains(type))
        {
            yield return Found(UntrustedLocks, places.Root, $"locks of {type} cannot be trusted between machines", "move the store to a local disk");
        }

        foreach ((string path, FileStat stat) in OwnFiles())
        {
            if (path.EndsWith(AtomicFile.TempSuffix, StringComparison.Ordinal))
            {
                yield return Found(LeftoverTemp, path, "a process ended while it wrote this; nothing refers to it", "daybook doctor memory --fix");
            }
            else if ((stat.Permissions & OthersMode) != UnixFileMode.None && !OperatingSystem.IsWindows())
            {
                yield return Found(WrongMode, path, "other users can read or write it", "daybook doctor memory --fix");
            }
        }
    }

    /// <summary>Mends what of these findings can be mended; what the disk refuses shows in the next look.</summary>
    internal void Fix(IEnumerable<Finding> findings)
    {
        foreach (Finding finding in findings)
        {
            try
            {
                if (finding.Problem == LeftoverTemp)
                {
                    ports.FileSystem.Delete(finding.Path);
                }
                else if (finding.Problem == WrongMode && ports.FileSystem.Stat(finding.Path) is { } stat)
                {
                    ports.FileSystem.SetPermissions(finding.Path, stat.Permissions & ~OthersMode);
                }
            }
            catch (FileSystemException)
            {
            }
        }
    }

    /// <summary>
    /// Everything of Daybook's own around the log that is nobody else's business. The folder and file of another system keep the modes that
    /// system gave them, and what git tracks is everybody's.
    /// </summary>
    private IEnumerable<(string Path, FileStat Stat)> OwnFiles()
    {
        string[] shared = places is { IsTracked: true, Store: { } tracked } ? [.. MemoryTracking.SharedPaths(tracked)] : [];
        return OwnPaths().Where(own => !shared.Contains(own.Path, StringComparer.Ordinal));
    }

    private IEnumerable<(string Path, FileStat Stat)> OwnPaths()
    {
        string[] inStore = places.Store is { } store ? [store, StoreLayout.LockDirectory(store), StoreLayout.QuarantineDirectory(store)] : [];
        bool isOurs = places.Root != places.Directory;
        string[] around = isOurs
            ? [places.Directory, places.LockDirectory, places.QuarantineDirectory]
            : [Path.Join(places.Root, StoreLayout.StateFolderName), places.LockDirectory, places.QuarantineDirectory];
        string[] own = [.. inStore.Union(around, StringComparer.Ordinal)];
        foreach (string directory in own)
        {
            if (ports.FileSystem.Stat(directory) is not { Kind: FileKind.Directory } there)
            {
                continue;
            }

            yield return (directory, there);
            foreach (string name in ports.FileSystem.List(directory))
            {
                string path = Path.Join(directory, name);
                if (ports.FileSystem.Stat(path) is { Kind: FileKind.Regular } file)
                {
                    yield return (path, file);
                }
            }
        }
    }

    private static Finding Found(string problem, string path, string meaning, string fix) =>
        new(MemoryRecord.KindName, problem, Finding.Warning, path, null, meaning, fix, Fixed: false);
}
