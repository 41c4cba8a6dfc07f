using Daybook.Drafts;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Embedded.Drafts;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Runs;
using Daybook.Tasks;

namespace Daybook.Embedded;

/// <summary>Files of another system that a store can use where they stand.</summary>
/// <param name="Kind">The kind of record.</param>
/// <param name="Shape">The system's name, as <see cref="KindPlace.Shape"/> keeps it.</param>
/// <param name="Folder">The absolute folder.</param>
internal sealed record Adoption(string Kind, string Shape, string Folder)
{
    /// <summary>What there is at the root of a repository.</summary>
    /// <exception cref="UnsafeFileException">A symbolic link stands in the way: what a repository brings along must not lead elsewhere.</exception>
    internal static IEnumerable<Adoption> FindAt(IFileSystem fileSystem, string root)
    {
        string booty = Path.Join(root, ".booty");
        string state = Path.Join(booty, "state");
        if (IsThere(fileSystem, booty, FileKind.Directory)
            && IsThere(fileSystem, state, FileKind.Directory)
            && IsThere(fileSystem, Path.Join(state, FoundingMemory.FileName), FileKind.Regular))
        {
            yield return new Adoption(MemoryRecord.KindName, KindPlace.BootyShape, state);
        }

        string autoDev = Path.Join(root, ".auto-dev");
        string tasks = Path.Join(autoDev, "tasks");
        if (IsThere(fileSystem, autoDev, FileKind.Directory)
            && IsThere(fileSystem, tasks, FileKind.Directory)
            && IsThere(fileSystem, Path.Join(tasks, "current.json"), FileKind.Regular))
        {
            yield return new Adoption(TaskRecord.KindName, KindPlace.AutoDevShape, tasks);
        }

        string operations = Path.Join(root, "kitty-ops");
        if (IsThere(fileSystem, operations, FileKind.Directory))
        {
            yield return new Adoption(OperationRecord.KindName, KindPlace.SpecKittyShape, operations);
        }
    }

    /// <summary>What there is in a home directory.</summary>
    /// <exception cref="UnsafeFileException">A symbolic link stands in the way.</exception>
    internal static IEnumerable<Adoption> FindInHome(IFileSystem fileSystem, string? home)
    {
        if (string.IsNullOrEmpty(home) || !Path.IsPathFullyQualified(home))
        {
            yield break;
        }

        string agent = Path.Join(home, ".run-agent");
        string runs = Path.Join(agent, "runs");
        if (IsThere(fileSystem, agent, FileKind.Directory) && IsThere(fileSystem, runs, FileKind.Directory))
        {
            yield return new Adoption(RunRecord.KindName, KindPlace.RunAgentShape, runs);
        }
    }

    /// <summary>The database of drafts of the founding system: in its own folder, or in the one that a variable of its environment names.</summary>
    /// <exception cref="UnsafeFileException">A symbolic link stands in the way.</exception>
    internal static IEnumerable<Adoption> FindDrafts(IFileSystem fileSystem, string root, Func<string, string?> environment)
    {
        // The root and the folder of the variable are the user's own choice, the others come with a repository or by their name.
        (string Folder, bool IsChosen)[] folders =
        [
            (environment("BOTERNITY_DATA_DIR") ?? "", true),
            (root, true),
            (Path.Join(root, ".boternity"), false),
            (environment("HOME") is { Length: > 0 } home ? Path.Join(home, ".boternity") : "", false),
        ];
        return folders
            .Where(place => Path.IsPathFullyQualified(place.Folder)
                && (place.IsChosen || IsThere(fileSystem, place.Folder, FileKind.Directory))
                && IsThere(fileSystem, Path.Join(place.Folder, DraftShape.Boternity.FileName), FileKind.Regular))
            .Take(1)
            .Select(static place => new Adoption(Draft.KindName, KindPlace.BoternityShape, Path.TrimEndingDirectorySeparator(place.Folder)));
    }

    /// <summary>The folders of other systems that a store points at.</summary>
    internal static IReadOnlyList<string> In(StoreFile file, string store) =>
        [.. file.Kinds.Values.Where(static place => place.Shape is not null).Select(place => place.Absolute(store))];

    /// <summary>Points a store's file at it. A store that points at a folder of another system that is there is left as it is.</summary>
    /// <param name="fileSystem">The disk.</param>
    /// <param name="file">The store's file.</param>
    /// <param name="store">The store's folder.</param>
    /// <param name="root">The root of the repository: what moves with the store is named relative to it.</param>
    /// <exception cref="ConflictException">The store has records of its own, which would be out of sight.</exception>
    internal StoreFile Into(StoreFile file, string store, string root, IFileSystem fileSystem)
    {
        KindPlace? place = file.Kinds.GetValueOrDefault(Kind);
        if (place is { Shape: not null } && fileSystem.Stat(place.Absolute(store)) is not null)
        {
            return file;
        }

        string own = (place ?? new KindPlace(Kind)).Absolute(store);
        if (HoldsSomething(fileSystem, own))
        {
            throw new ConflictException($"{own} holds records, which nothing would find once {Folder} is adopted")
            {
                Path = own,
                Hint = "go on with the store as it is, or move that folder away first",
            };
        }

        bool movesAlong = store.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        string path = movesAlong ? Path.GetRelativePath(store, Folder).Replace(Path.DirectorySeparatorChar, '/') : Folder;
        var kinds = new Dictionary<string, KindPlace>(file.Kinds, StringComparer.Ordinal) { [Kind] = (place ?? new KindPlace(path)) with { Path = path, Shape = Shape } };
        return file with { Kinds = kinds };
    }

    private static bool HoldsSomething(IFileSystem fileSystem, string folder) =>
        fileSystem.Stat(folder) is not null
        && fileSystem.List(folder).Any(name => fileSystem.Stat(Path.Join(folder, name)) is not { Kind: FileKind.Regular, Length: 0 });

    private static bool IsThere(IFileSystem fileSystem, string path, FileKind kind) => fileSystem.Stat(path) switch
    {
        null => false,
        { Kind: FileKind.Directory or FileKind.Regular } there => there.Kind == kind,
        { } other => throw new UnsafeFileException(path, other.Kind),
    };
}
