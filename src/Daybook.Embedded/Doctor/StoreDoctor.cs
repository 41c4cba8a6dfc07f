using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Embedded.Memory;
using Daybook.Errors;
using Daybook.Memory;

namespace Daybook.Embedded.Doctor;

/// <summary>Finds what is wrong with a store as a whole: its own file, its folder, the disk below it, and what git makes of it. The store need not open.</summary>
public sealed class StoreDoctor
{
    /// <summary>What findings about no single kind of record say as their kind.</summary>
    public const string KindName = "store";

    internal const string FixCommand = "daybook doctor --fix";

    /// <summary>Clocks of two machines, or of one before and after it asked for the time, differ by less.</summary>
    internal static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    private const long FreeBytesMin = 64L << 20;
    private const long FreeFilesMin = 1000;

    /// <summary>What git never brings along.</summary>
    private static readonly string[] OwnFolders = ["tasks", "runs", "drafts", "locks"];

    private readonly EmbeddedPorts ports;
    private readonly string store;
    private readonly FileSurroundings surroundings;

    /// <summary>Sets it up and reads nothing.</summary>
    /// <param name="ports">The outside world.</param>
    /// <param name="store">The folder of the store, absolute.</param>
    public StoreDoctor(EmbeddedPorts ports, string store)
    {
        ArgumentNullException.ThrowIfNull(ports);
        this.ports = ports;
        this.store = store;
        surroundings = new FileSurroundings(ports, KindName, store);
    }

    /// <summary>What a folder may say that a store was in, and that is none for want of <c>daybook.json</c>.</summary>
    /// <param name="ports">The outside world.</param>
    /// <param name="workTree">The root of the work tree.</param>
    /// <returns>Nothing where there is a store, or never was one. What git brings along in a fresh clone is no sign of one.</returns>
    /// <exception cref="StorageException">The disk refused.</exception>
    public static IReadOnlyList<Finding> ExamineMissing(EmbeddedPorts ports, string workTree)
    {
        ArgumentNullException.ThrowIfNull(ports);
        string folder = StorePlaces.InDirectory(workTree);
        string path = Path.Join(folder, StoreFile.FileName);
        return KernelErrors.Translate<IReadOnlyList<Finding>>(() =>
            ports.FileSystem.Stat(folder) is { Kind: FileKind.Directory } && ports.FileSystem.Stat(path) is null
                && OwnFolders.Any(name => ports.FileSystem.Stat(Path.Join(folder, name)) is { Kind: FileKind.Directory })
                ? [Found("missing_store_file", Finding.Error, path, "a store was here, and without this file none of its records is found", "bring it back, or run daybook init, which makes one; the records are untouched")]
                : []);
    }

    /// <summary>What a report says of a kind that could not be looked at.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="fault">What kept it from being looked at.</param>
    /// <param name="place">The store, for a fault that names no place.</param>
    public static Finding Unexamined(string kind, DaybookException fault, string place)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return new Finding(
            kind,
            "unexamined",
            fault is BusyException ? Finding.Warning : Finding.Error,
            fault.Path ?? place,
            fault.Line,
            $"it could not be looked at, or not to the end: {fault.Message}",
            fault.Hint ?? "mend what the message names, and run the command again",
            Fixed: false);
    }

    /// <summary>What a person should know about where the store stands; null where there is nothing to say.</summary>
    /// <exception cref="StorageException">The disk refused.</exception>
    public string? FindNote() => KernelErrors.Translate(() => StoreCreator.IsInWorkTree(ports.FileSystem, store) ? StoreCreator.GitCleanNote : null);

    /// <summary>Looks at everything and changes nothing.</summary>
    /// <returns>What is wrong.</returns>
    /// <exception cref="StorageException">The disk refused.</exception>
    public Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancellationToken) =>
        KernelErrors.TranslateAsync<IReadOnlyList<Finding>>(() => Examine(cancellationToken), cancellationToken);

    /// <summary>
    /// Takes permissions of others away, removes what killed writers left, and writes the rules that keep the store from git, with the old ones
    /// in the quarantine. When the task completes all of that survives power loss. A second run finds nothing more to mend.
    /// </summary>
    /// <returns>What was wrong, each with whether it is mended.</returns>
    /// <exception cref="StorageException">The disk refused; what was mended before stays so.</exception>
    public Task<IReadOnlyList<Finding>> FixAsync(CancellationToken cancellationToken) =>
        KernelErrors.TranslateAsync<IReadOnlyList<Finding>>(() => Fix(cancellationToken), cancellationToken);

    /// <summary>A finding about the store as a whole.</summary>
    internal static Finding Found(string problem, string severity, string path, string meaning, string fix) =>
        new(KindName, problem, severity, path, null, meaning, fix, Fixed: false);

    private List<Finding> Fix(CancellationToken cancellationToken)
    {
        List<Finding> before = Examine(cancellationToken);
        if (before.Exists(static finding => finding.Problem == "newer_format"))
        {
            return before;
        }

        surroundings.Fix(before);
        if (before.Exists(static finding => finding.Problem == StoreGitCheck.Unignored))
        {
            new StoreGitCheck(ports, store).WriteRules(StoreFile.Read(ports.FileSystem, store));
        }

        HashSet<(string, string)> left = before.Count == 0 ? [] : [.. Examine(cancellationToken).Select(static finding => (finding.Problem, finding.Path))];
        return before.ConvertAll(finding => finding with { Fixed = !left.Contains((finding.Problem, finding.Path)) });
    }

    private List<Finding> Examine(CancellationToken cancellationToken)
    {
        var found = new List<Finding>();
        StoreFile? file = null;
        try
        {
            file = StoreFile.Read(ports.FileSystem, store);
        }
        catch (NewerFormatException newer)
        {
            // Nobody knows what else is right in such a store.
            return [Found("newer_format", Finding.Error, newer.Path ?? store, newer.Message, newer.Hint ?? "use a newer daybook")];
        }
        catch (DaybookException fault) when (fault is CorruptStoreException or NotFoundException)
        {
            found.Add(Found("damaged_store_file", Finding.Error, fault.Path ?? store, fault.Message, fault.Hint ?? "mend it by hand") with { Line = fault.Line });
        }
        catch (UnsafeFileException link)
        {
            found.Add(Found("unsafe_file", Finding.Error, link.Path, link.Message, "remove it or move it away"));
        }

        found.AddRange(surroundings.Examine(OwnPaths(), path => IsShared(path, file)));
        found.AddRange(LookAtLocks());
        found.AddRange(LookAtSpace());
        if (file is not null)
        {
            if (file.CreatedAt > ports.Time.GetUtcNow() + ClockTolerance)
            {
                found.Add(Found("clock_off", Finding.Warning, store, $"the store was created at {file.CreatedAt:u}, and the clock shows {ports.Time.GetUtcNow():u}", "set the clock right"));
            }

            found.AddRange(new StoreGitCheck(ports, store).Examine(file, cancellationToken));
        }

        return found;
    }

    /// <summary>A lock that is no file cannot be taken, so that writes fail; reads need none, and tell nothing.</summary>
    private IEnumerable<Finding> LookAtLocks()
    {
        foreach (string place in new[] { StoreLayout.LockDirectory(store), StoreLayout.QuarantineDirectory(store) })
        {
            if (ports.FileSystem.Stat(place) is { Kind: not FileKind.Directory })
            {
                yield return Found("unsafe_file", Finding.Error, place, "it is no folder, so that who needs it is refused", "remove it or move it away");
            }
        }

        string folder = StoreLayout.LockDirectory(store);
        string[] names = ports.FileSystem.Stat(folder) is { Kind: FileKind.Directory } ? [.. ports.FileSystem.List(folder)] : [];
        foreach (string path in names.Select(name => Path.Join(folder, name)).Where(path => ports.FileSystem.Stat(path) is { Kind: not FileKind.Regular }))
        {
            yield return Found("unsafe_file", Finding.Error, path, "it is no regular file, so that who needs this lock cannot write", "remove it or move it away");
        }
    }

    private IEnumerable<Finding> LookAtSpace()
    {
        DiskSpace space = ports.FileSystem.SpaceAt(store);
        if (space.FreeBytes < FreeBytesMin)
        {
            yield return Found("low_space", Finding.Warning, store, $"the disk has {space.FreeBytes >> 20} MiB left", "free some space; writes that find none fail with nothing stored");
        }

        if (space.FreeFiles < FreeFilesMin)
        {
            yield return Found("low_space", Finding.Warning, store, $"the disk has room for {space.FreeFiles} more files only", "remove files that nobody needs, such as old runs: daybook run gc");
        }
    }

    /// <summary>The folder with what stands in it, and the folders of kinds; what is in those is the kinds' own affair.</summary>
    private IEnumerable<(string Path, FileStat Stat)> OwnPaths()
    {
        // Kinds look at the quarantine, too, but not after the last of them has put something into it.
        foreach ((string, FileStat) own in new[] { store, StoreLayout.QuarantineDirectory(store) }.SelectMany(folder => FileSurroundings.Within(ports.FileSystem, folder)))
        {
            yield return own;
        }

        foreach (string path in ports.FileSystem.List(store).Select(name => Path.Join(store, name)))
        {
            if (ports.FileSystem.Stat(path) is { Kind: FileKind.Directory } folder)
            {
                yield return (path, folder);
            }
        }
    }

    /// <summary>Whether git hands it to others, or it is on the way to what git hands to others.</summary>
    private bool IsShared(string path, StoreFile? file) =>
        path == Path.Join(store, "operations")
        || ((file is null || file.Tracks(MemoryRecord.KindName)) && MemoryTracking.SharedPaths(store).Contains(path, StringComparer.Ordinal));
}
