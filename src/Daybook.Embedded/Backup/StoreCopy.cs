using Daybook.Drafts;
using Daybook.Durability.Errors;
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
    /// <exception cref="NotFoundException">An adopted folder or database is gone: a backup without it would pass for a whole one.</exception>
    /// <exception cref="UnsafeFileException">A folder is something else.</exception>
    internal async Task<IReadOnlyDictionary<string, long>> RunAsync(StagedFiles target, CancellationToken cancellationToken)
    {
        var source = new CopySource(ports, options);
        long drafts = 0;
        long operations = 0;
        CheckFolders();
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

        return await CountAsync(target, drafts, operations, cancellationToken).ConfigureAwait(false);
    }

    private void CheckFolders()
    {
        foreach (KindFolders folders in new KindFolders?[] { places.Memory, places.Tasks, places.Runs, places.Drafts, places.Operations }.OfType<KindFolders>())
        {
            folders.Check(ports.FileSystem);
        }
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

    /// <summary>Counts what the copy holds, by reading it as a store: every record that an export of it would have.</summary>
    private async Task<IReadOnlyDictionary<string, long>> CountAsync(StagedFiles target, long drafts, long operations, CancellationToken cancellationToken)
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
            return new Dictionary<string, long>(StringComparer.Ordinal)
            {
                [MemoryRecord.KindName] = await CountMemoryAsync(store.Memory, cancellationToken).ConfigureAwait(false),
                [TaskRecord.KindName] = await OrNotedAsync(TaskRecord.KindName, () => store.CountTasksAsync(cancellationToken)).ConfigureAwait(false),
                [RunRecord.KindName] = await OrNotedAsync(RunRecord.KindName, () => CountAsync(store.Runs, cancellationToken)).ConfigureAwait(false),
                [Draft.KindName] = drafts,
                [OperationRecord.KindName] = operations,
            };
        }

        string? ElsewhereOf(KindFolders? folders) =>
            folders is null || IsInStore(folders) ? null : target.PathOf(ElsewherePrefix + folders.Kind);
    }

    private static async Task<long> CountMemoryAsync(IMemoryStore memory, CancellationToken cancellationToken)
    {
        long count = 0;
        await foreach (MemoryRecord _ in memory.ReadAsync(new ProblemList(), cancellationToken).ConfigureAwait(false))
        {
            count++;
        }

        return count;
    }

    private static async Task<long> CountAsync(IRunStore runs, CancellationToken cancellationToken) =>
        (await runs.GetStatusAsync(cancellationToken).ConfigureAwait(false)).Records;

    /// <summary>
    /// A number, or 0 and a note: what a newer version wrote, say, is copied byte by byte and need not be understood. A copy that the disk does
    /// not give back is none, though.
    /// </summary>
    private async Task<long> OrNotedAsync(string kind, Func<Task<long>> count)
    {
        try
        {
            return await count().ConfigureAwait(false);
        }
        catch (DaybookException fault) when (fault is not StorageException)
        {
            Notes.Add($"{kind} are in the archive as they stand, and not counted, since they cannot be read: daybook doctor {kind} says why");
            return 0;
        }
    }

    private bool IsInStore(KindFolders folders) => folders.Directory.StartsWith(places.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
