using Daybook.Errors;

namespace Daybook.Operations;

/// <summary>Work that is an operation from its start to its end.</summary>
public static class OperationWork
{
    /// <summary>
    /// Starts an operation, does the work, and completes the operation with what the work answers: nothing but the work decides that it is
    /// done. Work that throws is completed as failed, or as abandoned when it was cancelled, and the exception goes on to the caller.
    /// </summary>
    /// <param name="store">Where.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="work">The work; it is given the operation as it started, which is durable then.</param>
    /// <param name="cancellationToken">Handed to the work. The completion is written whatever it says.</param>
    /// <returns>The closed operation, durable.</returns>
    public static async Task<OperationChange> DoAsync(
        this IOperationStore store,
        NewOperation operation,
        Func<OperationRecord, CancellationToken, Task<OperationCompletion>> work,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(work);
        OperationChange started = await store.StartAsync(operation, cancellationToken).ConfigureAwait(false);
        string id = started.View.Operation.InvocationId;
        OperationCompletion completion;
        try
        {
            completion = await work(started.View.Operation, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            string outcome = failure is OperationCanceledException && cancellationToken.IsCancellationRequested
                ? OperationOutcome.Abandoned
                : OperationOutcome.Failed;
            await CloseAsync(store, id, outcome).ConfigureAwait(false);
            throw;
        }

        OperationChange closed = await store.CompleteAsync(id, completion, CancellationToken.None).ConfigureAwait(false);
        return closed with { Redacted = started.Redacted + closed.Redacted, Warnings = [.. started.Warnings, .. closed.Warnings] };
    }

    private static async Task CloseAsync(IOperationStore store, string id, string outcome)
    {
        try
        {
            await store.CompleteAsync(id, new OperationCompletion { Outcome = outcome }, CancellationToken.None).ConfigureAwait(false);
        }
        catch (DaybookException)
        {
            // The work's own failure is the one to report. What stays open doctor tells.
        }
    }
}
