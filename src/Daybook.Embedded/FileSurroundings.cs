using Daybook.Durability.Errors;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Embedded.Doctor;

namespace Daybook.Embedded;

/// <summary>What may be wrong around the files of any kind: permissions, temp files that a killed process left, and the file system itself.</summary>
/// <param name="ports">The outside world.</param>
/// <param name="kind">The kind whose files these are.</param>
/// <param name="root">The folder that the kind's tree starts with.</param>
internal sealed class FileSurroundings(EmbeddedPorts ports, string kind, string root)
{
    internal const string WrongOwner = "wrong_owner";
    internal const string WrongMode = "wrong_mode";
    internal const string LeftoverTemp = "leftover_temp";
    internal const string UntrustedLocks = "untrusted_locks";

    private const UnixFileMode OthersMode =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Where flock is emulated or may do nothing: two writers can then hold one lock.</summary>
    internal static readonly string[] UntrustedFileSystems = ["nfs", "nfs4", "cifs", "smb3", "9p", "fuse", "smbfs"];

    private readonly string fixCommand = kind == StoreDoctor.KindName ? StoreDoctor.FixCommand : $"daybook doctor {kind} --fix";

    /// <summary>Looks at what is Daybook's own.</summary>
    /// <param name="own">Files and folders.</param>
    /// <param name="isShared">Whether others may read and write it.</param>
    /// <param name="isBeingWritten">Whether a temp file, whose name does not tell a maker that lives, belongs to a write under way; null for never.</param>
    internal IEnumerable<Finding> Examine(
        IEnumerable<(string Path, FileStat Stat)> own, Predicate<string> isShared, Predicate<string>? isBeingWritten = null)
    {
        FileStat? start = ports.FileSystem.Stat(root);
        if (start is not null && ports.FileSystem.FileSystemType(root) is var type && UntrustedFileSystems.Contains(type))
        {
            yield return Found(UntrustedLocks, root, $"locks of {type} cannot be trusted between machines", "move the store to a local disk");
        }

        foreach (Finding finding in ExamineFiles(own, isShared, isBeingWritten))
        {
            yield return finding;
        }
    }

    /// <summary>Looks at the files and folders alone, for a kind that has too many of them for one look.</summary>
    internal IEnumerable<Finding> ExamineFiles(
        IEnumerable<(string Path, FileStat Stat)> own, Predicate<string> isShared, Predicate<string>? isBeingWritten = null)
    {
        FileStat? start = ports.FileSystem.Stat(root);
        foreach ((string path, FileStat stat) in own)
        {
            if (IsTemp(path))
            {
                if (IsLeftover(ports, path) && isBeingWritten?.Invoke(path) is not true)
                {
                    yield return Found(LeftoverTemp, path, "a process ended while it wrote this; nothing refers to it", fixCommand);
                }
            }
            else if ((stat.Permissions & OthersMode) != UnixFileMode.None && !isShared(path) && !OperatingSystem.IsWindows())
            {
                yield return Found(WrongMode, path, "other users can read or write it", fixCommand);
            }

            if (start is { } folder && stat.User != folder.User && !isShared(path))
            {
                yield return Found(WrongOwner, path, $"user {stat.User} owns it, and user {folder.User} the store", $"sudo chown {folder.User} {path}");
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

    /// <summary>A folder, if it is there, and the files in it.</summary>
    internal static IEnumerable<(string Path, FileStat Stat)> Within(IFileSystem fileSystem, string directory)
    {
        if (fileSystem.Stat(directory) is not { Kind: FileKind.Directory } there)
        {
            yield break;
        }

        yield return (directory, there);
        foreach (string name in fileSystem.List(directory))
        {
            string path = Path.Join(directory, name);
            if (fileSystem.Stat(path) is { Kind: FileKind.Regular } file)
            {
                yield return (path, file);
            }
        }
    }

    /// <summary>Whether a file is a temp file that its maker, which is gone, has left.</summary>
    internal static bool IsLeftover(EmbeddedPorts ports, string path) => IsTemp(path) && !TempName.IsBeingWritten(ports, path);

    private static bool IsTemp(string path) => path.EndsWith(AtomicFile.TempSuffix, StringComparison.Ordinal);

    private Finding Found(string problem, string path, string meaning, string fix) =>
        new(kind, problem, Finding.Warning, path, null, meaning, fix, Fixed: false);
}
