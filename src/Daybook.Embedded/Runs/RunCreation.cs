using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Runs;

namespace Daybook.Embedded.Runs;

/// <summary>
/// Makes the folder of a run: whole under a name of its own, then renamed to the run's id. A rename onto a folder that has anything in it
/// fails, so one of several creators wins, and no reader ever sees a run without its record.
/// </summary>
internal sealed class RunCreation(EmbeddedPorts ports, RunPlaces places, RunFiles files, RunLookup lookup, RunLocks locks)
{
    private const int SequenceMaximum = 10_000;

    private readonly Dictionary<string, FileStat> ready = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private int last = -1;

    private IFileSystem FileSystem => ports.FileSystem;

    /// <summary>Records a run. When it returns the record survives power loss.</summary>
    internal RunRecord Create(NewRun run)
    {
        places.CheckThere(FileSystem);
        DateTimeOffset now = ports.Time.GetUtcNow();
        RunRecord start = RunLifecycle.Start(run, "", now, ports.Processes);
        TaskFolder task = places.TaskFolder(run.ProjectId, run.TaskId);
        if (run.RunId is { } given)
        {
            return CreateAs(given, run, start, task);
        }

        for (int attempt = 0; attempt < SequenceMaximum; attempt++)
        {
            string id = RunId.Create(now, ports.Processes.OwnPid, Interlocked.Increment(ref last));
            if (Put(new RunEntry(task, id), start with { RunId = id }) is { } created)
            {
                return created;
            }
        }

        throw new ConflictException($"{SequenceMaximum} ids of this moment and process are taken in {task.Runs}");
    }

    private RunRecord CreateAs(string id, NewRun run, RunRecord start, TaskFolder task)
    {
        // Folders of other tasks may get the same id, and no rename would tell.
        using IDisposable guard = locks.AcquireId(id);

        // Twice, since a writer of the other system may create it between the look and the try.
        for (int attempt = 0; ; attempt++)
        {
            if (lookup.Find(id) is { } taken)
            {
                RunRecord stored = files.ReadRequired(taken).Record;
                files.Sync(taken);
                return RunLifecycle.IsRepeated(stored, run) ? stored : throw Taken(taken);
            }

            if (Put(new RunEntry(task, id), start with { RunId = id }) is { } created)
            {
                return created;
            }

            if (attempt > 0)
            {
                throw Taken(new RunEntry(task, id));
            }
        }
    }

    /// <summary>Takes in the record of a run from another store. When it returns the record survives power loss.</summary>
    /// <exception cref="ConflictException">Its id is taken.</exception>
    internal RunRecord Import(RunRecord run)
    {
        places.CheckThere(FileSystem);
        var entry = new RunEntry(places.TaskFolder(run.ProjectId, run.TaskId), run.RunId);
        using IDisposable guard = locks.AcquireId(run.RunId);
        return lookup.Find(run.RunId) is { } taken ? throw Taken(taken) : Put(entry, run) ?? throw Taken(entry);
    }

    private static ConflictException Taken(RunEntry taken) => new($"the id {taken.RunId} is taken by a run that says something else")
    {
        Id = taken.RunId,
        Path = taken.Folder,
        Hint = "leave the id out, and one is assigned",
    };

    /// <summary>Makes a folder under its final name.</summary>
    /// <returns>Null if the name is taken.</returns>
    private RunRecord? Put(RunEntry entry, RunRecord record)
    {
        byte[] content = RunDocument.New(record).Encode(record, places.Shape);
        RunFiles.CheckSize(content, entry);
        Prepare(entry.Task);
        if (FileSystem.Stat(entry.Folder) is not null)
        {
            return null;
        }

        // The name tells doctor who made it, so that one which a killed process left is told from one that is being filled.
        string temp = Path.Join(entry.Task.Runs, RunPlaces.NewPrefix + ports.NewTempName());
        bool isRenamed = false;
        FileSystem.CreateDirectory(temp, places.Shape.DirectoryPermissions);
        try
        {
            string file = Path.Join(temp, RunEntry.FileName);
            using (IFile written = FileSystem.Open(file, OpenMode.CreateNew, places.Shape.FilePermissions))
            {
                written.WriteFully(content, 0);
                written.Flush();
            }

            FileSystem.SyncDirectory(temp);
            isRenamed = Rename(temp, entry.Folder);
        }
        finally
        {
            if (!isRenamed)
            {
                Discard(temp);
            }
        }

        if (isRenamed)
        {
            SyncNames(entry.Task.Runs);
            lookup.NoteCreated(entry);
        }

        return isRenamed ? record : null;
    }

    private bool Rename(string temp, string folder)
    {
        try
        {
            FileSystem.Rename(temp, folder);
            return true;
        }
        catch (FileSystemException) when (FileSystem.Stat(folder) is not null)
        {
            return false;
        }
    }

    private void SyncNames(string runs)
    {
        try
        {
            FileSystem.SyncDirectory(runs);
        }
        catch (FileSystemException failure)
        {
            throw new FlushFailedException(runs, failure);
        }
    }

    /// <summary>Makes the folders above durable, once for each task.</summary>
    private void Prepare(TaskFolder task)
    {
        places.Check(FileSystem, task);
        lock (gate)
        {
            // Another one under its name was made by somebody who may have been killed before the name was durable.
            if (ready.TryGetValue(task.Runs, out FileStat known) && FileSystem.Stat(task.Runs)?.IsSameFile(known) == true)
            {
                return;
            }

            DirectoryTree.Create(FileSystem, task.Runs, places.Shape.DirectoryPermissions);
            places.SyncNames(FileSystem, task.Runs);
            if (FileSystem.Stat(task.Runs) is { } made)
            {
                ready[task.Runs] = made;
            }
        }
    }

    private void Discard(string temp)
    {
        try
        {
            string file = Path.Join(temp, RunEntry.FileName);
            if (FileSystem.Stat(file) is not null)
            {
                FileSystem.Delete(file);
            }

            FileSystem.DeleteDirectory(temp);
        }
        catch (FileSystemException)
        {
            // Doctor finds what cannot be removed now; the error that brought us here is the one to report.
        }
    }
}
