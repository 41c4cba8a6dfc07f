using System.Text.Json;
using Daybook.Durability.Errors;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Operations;

namespace Daybook.Embedded.Operations;

/// <summary>
/// Makes the log of an operation: whole under a name of its own, flushed, then linked to its final name, which fails if the name is taken. So
/// one of several creators wins, and no log ever stands there without its first line.
/// </summary>
internal sealed class OperationCreation(
    EmbeddedPorts ports, OperationPlaces places, OperationFiles files, OperationFolders folders, OperationNames names, OperationIndex index)
{
    private IFileSystem FileSystem => ports.FileSystem;

    /// <summary>Records an operation. When it returns the log survives power loss.</summary>
    /// <returns>The operation; one that stood there already where the same is recorded again.</returns>
    internal OperationRecord Create(OperationRecord operation)
    {
        string id = operation.InvocationId;
        string path = places.LogOf(id);
        byte[] content = OperationLines.Of(path, [new OperationEvent.Started(operation)], places.TimeText);
        folders.Prepare();
        index.BeginBeforeTheFirst();
        if (!Put(path, content))
        {
            return Existing(operation);
        }

        names.Sync(id);
        return operation;
    }

    /// <summary>Makes the log of an operation of another store, with all that happened to it. When it returns the log survives power loss.</summary>
    /// <exception cref="ConflictException">The id is taken.</exception>
    internal void Import(LoggedOperation operation)
    {
        string id = operation.Operation.InvocationId;
        byte[] content = OperationLines.Of(
            places.LogOf(id), operation.Events.Select(logged => (Action<Utf8JsonWriter>)(writer => logged.Write(writer, places.TimeText))));
        folders.Prepare();
        index.BeginBeforeTheFirst();
        if (!Put(places.LogOf(id), content))
        {
            throw new ConflictException($"the id {id} was taken meanwhile") { Id = id, Path = places.LogOf(id), Hint = "run the import again" };
        }

        names.Sync(id);
    }

    /// <summary>Makes a log durable that is there already, since its writer may not have come that far.</summary>
    internal void Confirm(string id)
    {
        using (IFile file = FileSystem.Open(places.LogOf(id), OpenMode.ReadWrite))
        {
            UnflushedFile.FlushOrWriteAgain(FileSystem, file);
        }

        names.Sync(id);
    }

    /// <summary>The log that has the id already, durable.</summary>
    private OperationRecord Existing(OperationRecord asked)
    {
        // The conflict rests on it too.
        Confirm(asked.InvocationId);
        OperationRecord stored = files.ReadRequired(asked.InvocationId).Operation;
        if (!OperationLifecycle.IsRepeated(stored, asked))
        {
            throw new ConflictException($"the id {asked.InvocationId} is taken by an operation that says something else")
            {
                Id = asked.InvocationId,
                Path = places.LogOf(asked.InvocationId),
                Hint = "leave the id out, and one is assigned",
            };
        }

        return stored;
    }

    private bool Put(string path, byte[] content)
    {
        string temp = Path.Join(places.OwnDirectory, $".{Path.GetFileName(path)}.{ports.NewTempName()}{AtomicFile.TempSuffix}");
        try
        {
            using (IFile file = FileSystem.Open(temp, OpenMode.CreateNew, OperationPlaces.LogPermissions))
            {
                file.WriteFully(content, 0);
                file.Flush();
            }

            FileSystem.Link(temp, path);
            return true;
        }
        catch (FileSystemException taken) when (taken.Error == FileSystemError.Exists && FileSystem.Stat(path) is not null)
        {
            return false;
        }
        finally
        {
            Discard(temp);
        }
    }

    private void Discard(string temp)
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
            // Doctor finds what cannot be removed now; the error that brought us here is the one to report.
        }
    }
}
