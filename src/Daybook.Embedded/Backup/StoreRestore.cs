using Daybook.Backup;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Embedded.Operations;
using Daybook.Errors;

namespace Daybook.Embedded.Backup;

/// <summary>One restore: unpack and check beside the place, settle the tasks, then swap.</summary>
internal sealed class StoreRestore(EmbeddedPorts ports, RestoreOptions options)
{
    private IFileSystem FileSystem => ports.FileSystem;

    private string Target => options.Store;

    /// <summary>Restores.</summary>
    internal async Task<StoreArchive> RunAsync(CancellationToken cancellationToken)
    {
        if (FileSystem.Stat(options.Archive) is null)
        {
            throw new NotFoundException($"there is no archive {options.Archive}") { Path = options.Archive, Hint = "daybook backup makes one" };
        }

        bool isReplacing = RestorePlace.IsTaken(FileSystem, Target, options.Replace);
        DateTimeOffset now = ports.Time.GetUtcNow();
        string stamp = $"{now:yyyyMMdd'T'HHmmss'Z'}-{ports.UniqueName()[..8]}";
        string fresh = $"{Target}.restore-{stamp}";
        DirectoryTree.Create(FileSystem, Path.GetDirectoryName(Target) ?? Target);
        FileSystem.CreateDirectory(fresh);
        FileStat? made = FileSystem.Stat(fresh);
        try
        {
            ArchiveManifest manifest = Unpack(fresh, cancellationToken);
            string reason = $"restored from a backup of {manifest.CreatedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}";
            using ReplacedStore? old = isReplacing ? ReplacedStore.Hold(ports, Target, options) : null;
            await new RestoredTasks(ports, options).SettleAsync(fresh, old?.Token ?? 0, reason).ConfigureAwait(false);
            old?.ShareLocks(fresh);
            FileSystem.SyncFileSystem(fresh);
            string aside = $"{Target}.before-restore-{stamp}";
            RestorePlace.Swap(FileSystem, fresh, Target, isReplacing ? aside : null);
            string? seen = isReplacing ? RestorePlace.KeepFromGit(ports, aside) : null;
            return new StoreArchive(Target, manifest.Records, Verified: true)
            {
                Replaced = isReplacing ? aside : null,
                Notes = [.. Notes(isReplacing ? aside : null, BringOperations()), .. seen is null ? Array.Empty<string>() : [seen]],
            };
        }
        finally
        {
            // After the swap the store that was there before may have this name.
            if (made is { } ours && FileSystem.Stat(fresh) is { } there && there.IsSameFile(ours))
            {
                FolderRemoval.RemoveIfPossible(FileSystem, fresh);
            }
        }
    }

    private ArchiveManifest Unpack(string fresh, CancellationToken cancellationToken)
    {
        var unpacked = new StagedFiles(FileSystem, fresh);
        ArchiveManifest manifest = new ArchiveReading(FileSystem, options.Archive).Read(file => unpacked.Create(file.Path, file.IsShared), cancellationToken);
        var places = new ArchivePlaces(fresh, ReadRestored(fresh));
        if (manifest.Files.FirstOrDefault(file => !places.Has(file)) is { } stray)
        {
            throw NoStore($"{options.Archive} is no archive of a store: no store has a file {stray.Path} that is backed up");
        }

        if (manifest.Files.Any(static file => file is { Path: StoreIgnoreFile.FileName, IsShared: true }))
        {
            FileSystem.SetPermissions(fresh, FilePermissions.SharedDirectory);
        }

        return manifest;
    }

    private StoreFile ReadRestored(string fresh)
    {
        try
        {
            return StoreFile.Read(FileSystem, fresh);
        }
        catch (NotFoundException)
        {
            throw NoStore($"{options.Archive} is whole, and holds no store: it has no {StoreFile.FileName}");
        }
    }

    private CorruptStoreException NoStore(string message) =>
        new(message) { Path = options.Archive, Hint = "take another backup; nothing was changed" };

    /// <summary>Puts operations that belong to a work tree back into it: those that are missing there. What is there is git's.</summary>
    /// <returns>How many were put back.</returns>
    private int BringOperations()
    {
        string from = Path.Join(Target, StoreCopy.ElsewherePrefix + Daybook.Operations.OperationRecord.KindName);
        var places = OperationPlaces.InStore(Target, StoreFile.Read(FileSystem, Target), options.WorkTree);
        if (FileSystem.Stat(from) is not { Kind: FileKind.Directory } || places.IsAdopted || places.Directory.StartsWith(Target + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return 0;
        }

        int brought = 0;
        new OperationFolders(ports, places).Prepare();
        var atomic = new AtomicFile(FileSystem, ports.NewTempName);
        foreach (string name in FileSystem.List(from).Where(OperationCopy.IsLog).Where(name => FileSystem.Stat(Path.Join(places.Directory, name)) is null))
        {
            byte[] content = FileSystem.ReadAll(Path.Join(from, name), ArchiveManifest.BytesMaximum) ?? [];
            atomic.Write(Path.Join(places.Directory, name), content, OperationPlaces.LogPermissions);
            brought++;
        }

        return brought;
    }

    private IEnumerable<string> Notes(string? aside, int operations)
    {
        if (aside is not null)
        {
            yield return $"the store that was there is now {aside}";
        }

        if (operations > 0)
        {
            yield return $"{operations} operations that were missing in the work tree were put back into it";
        }

        string elsewhere = Path.Join(Target, StoreCopy.ElsewherePrefix.TrimEnd('/'));
        if (FileSystem.Stat(elsewhere) is not null)
        {
            yield return $"what stood outside of the store is in {elsewhere}; nothing outside of the store was replaced";
        }
    }
}
