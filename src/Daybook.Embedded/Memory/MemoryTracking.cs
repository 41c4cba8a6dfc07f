using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>What it takes for git to track and merge the memory of a store: rules in two files, and permissions with which others can read.</summary>
/// <param name="ports">The outside world.</param>
/// <param name="store">The store's folder.</param>
/// <param name="areOperationsSeparate">Whether operations have a ref of their own, so that git is to ignore their logs.</param>
internal sealed class MemoryTracking(EmbeddedPorts ports, string store, bool areOperationsSeparate)
{
    private readonly StoreGitFile[] files =
        [areOperationsSeparate ? StoreIgnoreFile.MemoryAlone : StoreIgnoreFile.WithMemory, StoreAttributesFile.WithMemory];

    /// <summary>The files of Daybook's own making that git hands to others, and the folders on the way to them.</summary>
    internal static IEnumerable<string> SharedPaths(string store)
    {
        string memory = Path.Join(store, MemoryPlaces.FolderName);
        return
        [
            store,
            Path.Join(store, StoreIgnoreFile.FileName),
            Path.Join(store, StoreAttributesFile.FileName),
            memory,
            Path.Join(memory, FoundingMemory.FileName),
            Path.Join(memory, "amendments.jsonl"),
        ];
    }

    /// <summary>The file that says what git ignores.</summary>
    internal string IgnorePath => Path.Join(store, StoreIgnoreFile.FileName);

    /// <summary>Whether the rules are ours from before operations had a ref of their own. They have all that memory needs, and more.</summary>
    internal bool LetsOperationsIn => areOperationsSeparate && StoreIgnoreFile.WithMemory.IsExactlyIn(ports.FileSystem, store);

    /// <summary>Whether a folder's rules say that its memory is tracked: so they do in a fresh clone, before there is a store.</summary>
    internal static bool IsSetUp(IFileSystem fileSystem, string folder) => StoreIgnoreFile.MemoryAlone.IsIn(fileSystem, folder);

    /// <summary>Notes in a store's file that a kind is tracked.</summary>
    /// <exception cref="InvalidInputException">The kind is not memory.</exception>
    internal static StoreFile Into(StoreFile file, string kind)
    {
        if (kind != MemoryRecord.KindName)
        {
            throw new InvalidInputException($"--track {kind} is not possible; git can track {MemoryRecord.KindName}");
        }

        return file.Tracks(kind) ? file : file with { Track = [.. file.Track ?? [], kind] };
    }

    /// <summary>Refuses a store's file that wants memory tracked where it cannot be.</summary>
    /// <exception cref="InvalidInputException">It does.</exception>
    internal static void Check(StoreFile file, string store, bool isInWorkTree)
    {
        KindPlace place = file.Kinds.GetValueOrDefault(MemoryRecord.KindName) ?? new KindPlace(MemoryPlaces.FolderName);
        string? reason = !file.Tracks(MemoryRecord.KindName) ? null
            : place.Shape is not null ? $"{place.Absolute(store)} is adopted, and whether git tracks it is for its own system to say"
            : place.Absolute(store) != Path.Join(store, MemoryPlaces.FolderName) ? $"kinds.memory.path is {place.Path}, not {MemoryPlaces.FolderName}"
            : !isInWorkTree ? $"git tracks what is in a work tree, and {store} is in none"
            : null;
        if (reason is not null)
        {
            throw new InvalidInputException($"memory cannot be tracked: {reason}") { Path = store, Hint = "leave --track memory out" };
        }
    }

    /// <summary>The files whose rules are missing or incomplete.</summary>
    internal IEnumerable<string> Lacking() =>
        files.Where(file => !file.IsIn(ports.FileSystem, store)).Select(file => Path.Join(store, file.Name));

    /// <summary>
    /// Writes what is missing. When it returns the rules survive power loss; what a user had written in their place stands in
    /// <c>quarantine/</c>.
    /// </summary>
    internal void SetUp()
    {
        var atomic = new AtomicFile(ports.FileSystem, ports.NewTempName);
        foreach (StoreGitFile file in files.Where(IsToBeWritten))
        {
            string path = Path.Join(store, file.Name);
            string? aside = ports.FileSystem.Stat(path) is null || StoreIgnoreFile.IsUntouched(ports.FileSystem, store, file.Name)
                ? null
                : SetAside(path, file.Name);
            atomic.Write(path, file.Encode(), FilePermissions.SharedFile);
            if (aside is not null)
            {
                ports.FileSystem.SetPermissions(aside, FilePermissions.PrivateFile);
            }
        }

        DirectoryTree.Create(ports.FileSystem, Path.Join(store, MemoryPlaces.FolderName), FilePermissions.SharedDirectory);
        Share();
    }

    private bool IsToBeWritten(StoreGitFile file) =>
        !file.IsIn(ports.FileSystem, store) || (file.Name == StoreIgnoreFile.FileName && LetsOperationsIn);

    /// <summary>Gives the old file a second name, under which its bytes stay when the new one takes the first.</summary>
    private string SetAside(string path, string name)
    {
        string quarantine = StoreLayout.QuarantineDirectory(store);
        DirectoryTree.Create(ports.FileSystem, quarantine);
        string aside = Path.Join(quarantine, ports.QuarantineName(name[1..], ""));
        ports.FileSystem.Link(path, aside);
        DirectoryTree.SyncPlace(ports.FileSystem, quarantine);
        return aside;
    }

    private void Share()
    {
        foreach (string path in SharedPaths(store))
        {
            if (ports.FileSystem.Stat(path) is not { Kind: FileKind.Regular or FileKind.Directory } stat)
            {
                continue;
            }

            UnixFileMode needed = stat.Kind == FileKind.Directory ? FilePermissions.SharedDirectory : FilePermissions.SharedFile;
            if ((stat.Permissions & needed) != needed)
            {
                ports.FileSystem.SetPermissions(path, stat.Permissions | needed);
            }
        }
    }
}
