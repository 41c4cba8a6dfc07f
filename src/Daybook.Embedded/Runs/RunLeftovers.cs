using Daybook.Durability.Errors;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Embedded.Doctor;
using Daybook.Errors;

namespace Daybook.Embedded.Runs;

/// <summary>Finds and removes what killed writers leave beside the records: files and folders that never got their names.</summary>
internal sealed class RunLeftovers(EmbeddedPorts ports, RunPlaces places, EmbeddedRuns runs, SharedFolderGrace grace)
{
    private IFileSystem FileSystem => ports.FileSystem;

    /// <summary>Folders beside those of runs: begun and never complete, or on their way out.</summary>
    internal IEnumerable<Finding> LookAmong(TaskFolder task, bool isFix)
    {
        if (FileSystem.Stat(task.Runs) is not { Kind: FileKind.Directory })
        {
            yield break;
        }

        foreach (string name in FileSystem.List(task.Runs))
        {
            string folder = Path.Join(task.Runs, name);
            bool isGone = name.StartsWith(RunRemoval.Prefix, StringComparison.Ordinal);
            bool isBegun = name.StartsWith(RunPlaces.NewPrefix, StringComparison.Ordinal)
                && !TempName.IsBeingMade(ports, folder, name.AsSpan(RunPlaces.NewPrefix.Length));
            if (isGone || isBegun)
            {
                string? refusal = isFix ? Remove(folder) : null;
                string meaning = isGone
                    ? "a run that was being removed when its remover was stopped"
                    : "a run that was being created when its creator was killed; nobody was told of it";
                yield return RunDoctor.Found(
                    "leftover_temp",
                    Finding.Warning,
                    folder,
                    refusal is null ? meaning : $"{meaning}. It cannot be removed: {refusal}",
                    refusal is null ? RunDoctor.FixCommand : $"check who owns what is in it and may change it, then run {RunDoctor.FixCommand}",
                    isFix && refusal is null);
            }
        }
    }

    /// <summary>Files in a run's folder that were to replace its record.</summary>
    internal IEnumerable<Finding> LookInside(RunEntry entry, bool isFix)
    {
        foreach (string path in FileSystem.List(entry.Folder).Where(IsTemp).Select(name => Path.Join(entry.Folder, name)).Where(path => !TempName.IsBeingWritten(ports, path)))
        {
            string advice = IsOfAnotherProgram(path) ? grace.AdviceFor(path) : RunDoctor.FixCommand;
            yield return RunDoctor.Found(
                "leftover_temp", Finding.Warning, path, "what was to replace the record when its writer was killed", advice, isFix && TryDelete(entry, path));
        }
    }

    private static bool IsTemp(string name) =>
        (name.StartsWith("." + RunEntry.FileName + ".", StringComparison.Ordinal) && name.EndsWith(AtomicFile.TempSuffix, StringComparison.Ordinal))
        || (name.StartsWith("run-info.", StringComparison.Ordinal) && name.EndsWith(".yaml.tmp", StringComparison.Ordinal));

    private static bool IsOfAnotherProgram(string path) => !path.EndsWith(AtomicFile.TempSuffix, StringComparison.Ordinal);

    /// <summary>Removes a folder, or says why it cannot be: the other leftovers are mended all the same.</summary>
    private string? Remove(string folder)
    {
        string? refusal = new RunRemoval(ports, places).Delete(folder);
        FileSystem.SyncDirectory(Path.GetDirectoryName(folder) ?? places.Directory);
        return refusal;
    }

    private bool TryDelete(RunEntry entry, string path)
    {
        try
        {
            // Our writers hold the lock while such a file is theirs; others may write without one.
            using IDisposable guard = runs.Lock(entry);
            if (IsOfAnotherProgram(path) && grace.Covers(path))
            {
                return false;
            }

            FileSystem.Delete(path);
            FileSystem.SyncDirectory(entry.Folder);
        }
        catch (FileSystemException gone) when (gone.Error == FileSystemError.NotFound)
        {
            // Its writer was not dead, and has renamed it.
        }
        catch (NotFoundException)
        {
            // The whole run has been removed meanwhile.
        }

        return true;
    }
}
