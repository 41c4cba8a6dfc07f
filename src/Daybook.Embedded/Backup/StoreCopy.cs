using Daybook.Drafts;
using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Runs;
using Daybook.Tasks;

namespace Daybook.Embedded.Backup;

/// <summary>Copies a store into a folder, kind by kind, while others go on writing it.</summary>
internal sealed class StoreCopy(EmbeddedPorts ports, EmbeddedPlaces places, EmbeddedOptions options)
{
    /// <summary>Where an archive has what does not stand in the store's own folder.</summary>
    internal const string ElsewherePrefix = "elsewhere/";

    /// <summary>What the user should know about what was copied.</summary>
    internal List<string> Notes { get; } = [];

    /// <summary>Copies everything that is truth.</summary>
    /// <returns>How many records of each kind the copy holds.</returns>
    internal async Task<IReadOnlyDictionary<string, long>> RunAsync(StagedFiles target, CancellationToken cancellationToken)
    {
        var source = new CopySource(ports, options);
        long drafts = 0;
        long operations = 0;
        CopyRules(source, target);
        new MemoryCopy(source, places.Memory).Run(target, PrefixOf(places.Memory));
        cancellationToken.ThrowIfCancellationRequested();
        if (places.Tasks is { } tasks)
        {
            new TaskCopy(source, tasks).Run(target, PrefixOf(tasks));
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (places.Runs is { } runs)
        {
            var copy = new RunCopy(source, runs);
            copy.Run(target, PrefixOf(runs));
            Notes.AddRange(copy.PassedOver.Select(static path => $"{path} is left out: it is no plain file, or has a name that not every system takes"));
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (places.Drafts is { } database)
        {
            drafts = new DraftCopy(ports, database, options).Run(target, PrefixOf(database));
        }

        if (places.Operations is { } logs)
        {
            operations = new OperationCopy(source, logs).Run(target, PrefixOf(logs));
        }

        StoreStatus status = await CountAsync(target, cancellationToken).ConfigureAwait(false);
        return new Dictionary<string, long>(StringComparer.Ordinal)
        {
            [MemoryRecord.KindName] = status.Memory?.Records ?? 0,
            [TaskRecord.KindName] = status.Tasks is { } count ? count.Pending + count.InProgress + count.Finished : 0,
            [RunRecord.KindName] = status.Runs?.Records ?? 0,
            [Draft.KindName] = drafts,
            [OperationRecord.KindName] = operations,
        };
    }

    private void CopyRules(CopySource source, StagedFiles target)
    {
        foreach (string name in new[] { StoreIgnoreFile.FileName, StoreAttributesFile.FileName, StoreFile.FileName })
        {
            using IFile? file = source.Open(Path.Join(places.Root, name));
            if (file is not null)
            {
                target.Add(name, file, file.Stat().Length, isShared: name != StoreFile.FileName && places.Memory.IsTracked);
            }
        }
    }

    /// <summary>Where a kind's folder is in the archive: as in the store, or beside it where it belongs to another system or a work tree.</summary>
    private string PrefixOf(KindFolders folders)
    {
        if (IsInStore(folders))
        {
            return folders.Directory[(places.Root.Length + 1)..].Replace(Path.DirectorySeparatorChar, '/') + "/";
        }

        Notes.Add($"{folders.Kind} are kept in {folders.Directory}, outside of the store: the archive has them under {ElsewherePrefix}{folders.Kind}");
        return $"{ElsewherePrefix}{folders.Kind}/";
    }

    /// <summary>Counts what the copy holds, by reading it as a store.</summary>
    private async Task<StoreStatus> CountAsync(StagedFiles target, CancellationToken cancellationToken)
    {
        var copied = new EmbeddedOptions
        {
            Directory = target.Folder,
            MemoryDirectory = ElsewhereOf(places.Memory),
            TasksDirectory = ElsewhereOf(places.Tasks),
            RunsDirectory = ElsewhereOf(places.Runs),
            DraftsDirectory = target.PathOf(ElsewherePrefix + Draft.KindName),
        };
        EmbeddedStore store = await EmbeddedStore.OpenAsync(copied, ports, cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            StoreStatus status = await store.GetStatusAsync(cancellationToken).ConfigureAwait(false);

            // A copy that the disk does not give back is none.
            return status.MemoryFault is StorageException refused ? throw refused : status;
        }

        string? ElsewhereOf(KindFolders? folders) =>
            folders is null || IsInStore(folders) ? null : target.PathOf(ElsewherePrefix + folders.Kind);
    }

    private bool IsInStore(KindFolders folders) => folders.Directory.StartsWith(places.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
