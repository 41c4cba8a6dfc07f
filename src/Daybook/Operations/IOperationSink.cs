namespace Daybook.Operations;

/// <summary>
/// Somebody who is told what happens to operations, after it is durable. A port: a failure is written down and tried again by doctor, and
/// never stops a write.
/// </summary>
public interface IOperationSink
{
    /// <summary>Takes over an event. It may come more than once. What takes longer than the token allows counts as failed.</summary>
    Task DeliverAsync(OperationEvent happened, CancellationToken cancellationToken);
}
