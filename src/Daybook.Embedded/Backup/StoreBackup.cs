using Daybook.Backup;
using Daybook.Durability.Errors;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Errors;

namespace Daybook.Embedded.Backup;

/// <summary>Makes one archive of a store while others write it, and reads it again before it is acknowledged.</summary>
internal sealed class StoreBackup(EmbeddedPorts ports, EmbeddedPlaces places, EmbeddedOptions options)
{
    private IFileSystem FileSystem => ports.FileSystem;

    /// <summary>Makes it. When the task completes, the archive is whole and survives power loss; until then nothing has its name.</summary>
    /// <param name="archive">The file, which must not be there yet.</param>
    /// <param name="cancellationToken">Ends it; nothing is left.</param>
    internal async Task<StoreArchive> RunAsync(string archive, CancellationToken cancellationToken)
    {
        RefuseTaken(archive);
        string folder = Path.GetDirectoryName(archive) ?? throw new InvalidInputException($"{archive} is no file") { Path = archive };
        string unique = ports.UniqueName();
        string staging = Path.Join(folder, $".{Path.GetFileName(archive)}.{unique}.copy{AtomicFile.TempSuffix}");
        string temp = Path.Join(folder, $".{Path.GetFileName(archive)}.{unique}{AtomicFile.TempSuffix}");
        try
        {
            FileSystem.CreateDirectory(staging);
            var staged = new StagedFiles(FileSystem, staging);
            var copy = new StoreCopy(ports, places, options);
            IReadOnlyDictionary<string, long> records = await copy.RunAsync(staged, cancellationToken).ConfigureAwait(false);
            StoreFile store = StoreFile.Read(FileSystem, staging);
            var manifest = new ArchiveManifest(store.StoreId, ports.Time.GetUtcNow(), records, staged.Files);
            using (IFile output = FileSystem.Open(temp, OpenMode.CreateNew))
            {
                ArchiveWriting.Write(FileSystem, output, manifest, staged, cancellationToken);
                output.Flush();
            }

            new ArchiveReading(FileSystem, temp).Read(create: null, cancellationToken);
            Publish(temp, archive, folder);
            return new StoreArchive(archive, records, Verified: true) { Notes = copy.Notes };
        }
        finally
        {
            FolderRemoval.RemoveIfPossible(FileSystem, staging);
            RemoveIfPossible(temp);
        }
    }

    private void RefuseTaken(string archive)
    {
        if (FileSystem.Stat(archive) is not null)
        {
            throw Taken(archive);
        }
    }

    /// <summary>By a second name, which fails if somebody took it meanwhile: no older backup is ever written over.</summary>
    private void Publish(string temp, string archive, string folder)
    {
        try
        {
            FileSystem.Link(temp, archive);
        }
        catch (FileSystemException taken) when (taken.Error == FileSystemError.Exists)
        {
            throw Taken(archive);
        }

        try
        {
            FileSystem.SyncDirectory(folder);
        }
        catch (FileSystemException failure)
        {
            RemoveIfPossible(archive);
            throw new FlushFailedException(archive, failure);
        }
    }

    /// <summary>What stands there may be the backup of a process that was killed before its name was durable, and who is told of it may rest on it.</summary>
    private ConflictException Taken(string archive)
    {
        DirectoryTree.SyncPlace(FileSystem, Path.GetDirectoryName(archive) ?? archive);
        return new ConflictException($"{archive} is there already") { Path = archive, Hint = "give another name; a backup never replaces a file" };
    }

    private void RemoveIfPossible(string temp)
    {
        try
        {
            if (FileSystem.Stat(temp) is not null)
            {
                FileSystem.Delete(temp);
            }
        }
        catch (FileSystemException)
        {
            // The error that brought us here is the one to report.
        }
    }
}
