namespace Daybook.Embedded;

/// <summary>Does work that waits for the disk, and translates what it throws.</summary>
internal static class DiskWork
{
    /// <summary>Does it on a worker, or where the ports say so on the caller's thread.</summary>
    internal static Task<T> WorkAsync<T>(this EmbeddedPorts ports, Func<T> call, CancellationToken cancellationToken) =>
        ports.WorksOnCallersThread ? Here(call, cancellationToken) : Task.Run(() => KernelErrors.Translate(call), cancellationToken);

    /// <summary>
    /// As <see cref="WorkAsync"/>, on a thread of its own: for work that waits for several flushes. The pool has as many threads as the
    /// machine has processors; ten writers would wait for each other there while the disk could serve them together.
    /// </summary>
    internal static Task<T> WorkOnOwnThreadAsync<T>(this EmbeddedPorts ports, Func<T> call, CancellationToken cancellationToken) =>
        ports.WorksOnCallersThread
            ? Here(call, cancellationToken)
            : Task.Factory.StartNew(() => KernelErrors.Translate(call), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static Task<T> Here<T>(Func<T> call, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        try
        {
            return Task.FromResult(KernelErrors.Translate(call));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }
        catch (Exception failure)
        {
            // It is the task that fails, as it would on a worker.
            return Task.FromException<T>(failure);
        }
    }
}
