using Daybook.Durability;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Errors;

namespace Daybook.Embedded;

/// <summary>Turns what the kernel throws into what a store's contract promises, in one place. No kernel exception passes a contract.</summary>
internal static class KernelErrors
{
    /// <summary>Runs something and translates what it throws.</summary>
    internal static T Translate<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (DurabilityException failure)
        {
            throw Translated(failure);
        }
    }

    /// <summary>The same stream, with what reading on throws translated.</summary>
    internal static IEnumerable<T> Translated<T>(IEnumerable<T> stream)
    {
        using IEnumerator<T> items = Translate(stream.GetEnumerator);
        Func<bool> next = items.MoveNext;
        while (Translate(next))
        {
            yield return items.Current;
        }
    }

    /// <summary>Runs something that waits for the disk on a worker, or on a caller's thread that may wait, and translates what it throws.</summary>
    internal static Task<T> TranslateAsync<T>(Func<T> call, CancellationToken cancellationToken) =>
        CallingThread.MayWait ? TranslateHere(call, cancellationToken) : Task.Run(() => Translate(call), cancellationToken);

    /// <summary>
    /// As <see cref="TranslateAsync"/>, on a thread of its own: for work that waits for several flushes (<see cref="WaitingThreads"/>).
    /// </summary>
    internal static Task<T> TranslateOnOwnThreadAsync<T>(Func<T> call, CancellationToken cancellationToken) =>
        CallingThread.MayWait ? TranslateHere(call, cancellationToken) : WaitingThreads.Shared.RunAsync(() => Translate(call), cancellationToken);

    /// <summary>Waits for the kernel, and translates what it throws.</summary>
    /// <param name="call">What it does.</param>
    /// <param name="id">The record that it is about, where one is known by then.</param>
    internal static async Task TranslatedAsync(Task call, string? id = null)
    {
        try
        {
            await call.ConfigureAwait(false);
        }
        catch (DurabilityException failure)
        {
            throw Translated(failure, id);
        }
    }

    /// <summary>A failure is the task's, as it is on another thread.</summary>
    private static Task<T> TranslateHere<T>(Func<T> call, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(Translate(call));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }
        catch (Exception failure)
        {
            return Task.FromException<T>(failure);
        }
    }

    /// <summary>The contract's exception for a kernel's, for a record whose id is known.</summary>
    internal static DaybookException Translated(DurabilityException failure, string? id = null) => failure switch
    {
        LockTimeoutException => new BusyException(failure.Message, failure)
        {
            Path = failure.Path,
            Hint = "wait for that process, end it, or give a longer --wait; nothing was written",
        },
        LogReplacedException => new BusyException(failure.Message, failure)
        {
            Path = failure.Path,
            Hint = "end what writes that file without locking it, such as an editor, and run the command again",
        },
        FlushFailedException => new DurabilityUnknownException(failure.Message, id ?? "", failure)
        {
            Path = failure.Path,
            Hint = id is null
                ? "check the disk and run daybook doctor"
                : $"check the disk, then look {id} up, or add the record again under that id with the same content",
        },
        RecordTooLargeException large => new InvalidInputException(
            $"the record has {large.Bytes} bytes; at most {large.MaximumBytes} fit a line")
        {
            Path = failure.Path,
        },
        UnsafeFileException => new StorageException(failure.Message, failure)
        {
            Path = failure.Path,
            Hint = "remove it or move it away; nothing was read or written through it",
        },
        FileSystemException refused => new StorageException(failure.Message, failure) { Path = failure.Path, Hint = HintFor(refused) },
        _ => new StorageException(failure.Message, failure) { Path = failure.Path, Hint = "check the disk, then run the command again" },
    };

    private static string HintFor(FileSystemException refused) => refused.Error switch
    {
        FileSystemError.NoSpace or FileSystemError.QuotaExceeded => "free some space and run the command again; nothing was stored, and reads still work",
        FileSystemError.ReadOnly => "the disk is read-only; reads still work",
        FileSystemError.Denied => "check the owner and permissions of that path",
        FileSystemError.TooManyOpenFiles => "close some files or raise the limit (ulimit -n)",
        FileSystemError.NoLocks => "this file system gives no locks; keep the store on a local disk",
        _ => "check the disk, then run the command again; nothing was stored",
    };
}
