using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>What it takes for git to track and merge the memory of a store: rules in two files, and permissions with which others can read.</summary>
internal sealed class MemoryTracking(EmbeddedPorts ports, string store)
{
    private static readonly StoreGitFile[] Files = [StoreIgnoreFile.WithMemory, StoreAttributesFile.WithMemory];

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

    /// <summary>Whether a folder's rules say that its memory is tracked: so they do in a fresh clone, before there is a store.</summary>
    internal static bool IsSetUp(IFileSystem fileSystem, string folder) => StoreIgnoreFile.WithMemory.IsIn(fileSystem, folder);

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
        Files.Where(file => !file.IsIn(ports.FileSystem, store)).Select(file => Path.Join(store, file.Name));

    /// <summary>
    /// Writes what is missing. When it returns the rules survive power loss; what a user had written in their place stands in
    /// <c>quarantine/</c>.
    /// </summary>
    internal void SetUp()
    {
        var atomic = new AtomicFile(ports.FileSystem, ports.UniqueName);
        foreach (StoreGitFile file in Files.Where(file => !file.IsIn(ports.FileSystem, store)))
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
