using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Errors;
using Daybook.Operations;

namespace Daybook.Embedded.Operations;

/// <summary>
/// Adds events to a log, under the lock of the log itself, so that reading it, deciding and writing are one step also across processes. What
/// stands in the log is never touched: the old bytes stay a prefix of the new ones.
/// </summary>
internal sealed class OperationAppending(EmbeddedPorts ports, OperationPlaces places, EmbeddedOptions options, OperationFiles files, OperationFolders folders, OperationNames names)
{
    private const int AttemptsMaximum = 100;

    // Enough that threads which write different operations seldom meet.
    private const int ThreadLocks = 64;

    /// <summary>Threads of this process wait for each other here, in line and without asking the disk again and again.</summary>
    private readonly Lock[] threads = [.. Enumerable.Range(0, ThreadLocks).Select(static _ => new Lock())];

    /// <summary>Adds what a decision answers, all in one write. When it returns it survives power loss, and so does what it rests on.</summary>
    /// <param name="id">The operation.</param>
    /// <param name="decide">Looks at the operation under the lock; what it throws is given to the caller with nothing written.</param>
    /// <returns>The operation as it is then, and the events.</returns>
    internal (OperationRecord Operation, IReadOnlyList<OperationEvent> Events) Append(
        string id, Func<OperationRecord, IReadOnlyList<OperationEvent>> decide)
    {
        Lock thread = threads[(uint)id.GetHashCode(StringComparison.Ordinal) % ThreadLocks];
        if (!thread.TryEnter(options.LockWait))
        {
            throw new LockTimeoutException(places.LogOf(id), options.LockWait, null);
        }

        try
        {
            return AppendAlone(id, decide);
        }
        finally
        {
            thread.Exit();
        }
    }

    private (OperationRecord Operation, IReadOnlyList<OperationEvent> Events) AppendAlone(
        string id, Func<OperationRecord, IReadOnlyList<OperationEvent>> decide)
    {
        places.CheckAll(ports.FileSystem);
        using IFile file = Open(id);
        names.SyncOnce(id, file.Stat());
        (OperationReading reading, IReadOnlyList<OperationEvent> events) = Decide(file, id, decide);
        OperationRecord operation = events.Aggregate(reading.Operation, OperationLifecycle.Apply);
        if (events.Count > 0)
        {
            folders.Prepare();
            Write(file, reading, OperationLines.Of(file.Path, events, places.TimeText));
        }

        Flush(file, id, events.Count > 0 ? reading.Length : null);
        if (operation.Status == OperationStatus.Closed)
        {
            names.Forget(id);
        }

        return (operation, events);
    }

    /// <summary>Decides on what the log says, again where a program that takes no lock has added to it meanwhile.</summary>
    private (OperationReading Reading, IReadOnlyList<OperationEvent> Events) Decide(
        IFile file, string id, Func<OperationRecord, IReadOnlyList<OperationEvent>> decide)
    {
        for (int attempt = 0; attempt < AttemptsMaximum; attempt++)
        {
            OperationReading reading = files.Checked(OperationReading.Of(file, id), id);
            IReadOnlyList<OperationEvent> events;
            try
            {
                events = decide(reading.Operation);
            }
            catch (DaybookException)
            {
                // The refusal rests on what somebody else may have written just now.
                Flush(file, id, restoredLength: null);
                throw;
            }

            if (file.Stat().Length == reading.Length)
            {
                return (reading, events);
            }
        }

        throw new LockTimeoutException(file.Path, options.LockWait, null);
    }

    private IFile Open(string id)
    {
        try
        {
            return LockedFile.Open(ports.FileSystem, places.LogOf(id), options.LockWait, ports.Clock);
        }
        catch (FileSystemException absent) when (absent.Error == FileSystemError.NotFound)
        {
            throw OperationFiles.Unknown(id);
        }
    }

    /// <summary>A torn last line gets its newline first, so that it does not swallow the next one.</summary>
    private static void Write(IFile file, OperationReading reading, byte[] lines)
    {
        try
        {
            file.WriteFully(reading.EndsInNewline ? lines : [(byte)'\n', .. lines], reading.Length);
        }
        catch (FileSystemException)
        {
            TakeBack(file, reading.Length);
            throw;
        }
    }

    /// <summary>
    /// Flushes the log. What cannot be flushed is taken back: a later flush that succeeds must not vouch for pages that the system has
    /// dropped, and nobody is to rest an answer on them.
    /// </summary>
    private void Flush(IFile file, string id, long? restoredLength)
    {
        try
        {
            file.Flush();
        }
        catch (FileSystemException failure)
        {
            if (restoredLength is { } length)
            {
                TakeBack(file, length);
            }

            // What a process left that was killed before its flush is written too.
            UnflushedFile.WriteAgain(ports.FileSystem, file.Path);
            throw KernelErrors.Translated(new FlushFailedException(file.Path, failure), id);
        }
    }

    private static void TakeBack(IFile file, long length)
    {
        try
        {
            file.Truncate(length);
        }
        catch (FileSystemException)
        {
            // The log then ends in a part of a line, or in one that may not be durable; readers and writers cope with the first, and the
            // caller is told of the second.
        }
    }
}
