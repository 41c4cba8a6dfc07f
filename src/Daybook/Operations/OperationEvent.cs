namespace Daybook.Operations;

/// <summary>Something that happened to an operation: one line of its log.</summary>
public abstract record OperationEvent
{
    private OperationEvent(string invocationId) => InvocationId = invocationId;

    /// <summary>The operation.</summary>
    public string InvocationId { get; }

    /// <summary>The name of the event on the wire.</summary>
    public abstract string Name { get; }

    /// <summary>It started. The first line, written once.</summary>
    /// <param name="Operation">All that is known of it then.</param>
    public sealed record Started(OperationRecord Operation) : OperationEvent(Operation.InvocationId)
    {
        /// <inheritdoc/>
        public override string Name => "started";
    }

    /// <summary>It ended.</summary>
    /// <param name="Id">The operation.</param>
    /// <param name="At">When; null where that cannot be read.</param>
    /// <param name="Outcome">A word of <see cref="OperationOutcome"/>.</param>
    /// <param name="ClosedBy">Who closed it.</param>
    /// <param name="EvidenceRef">What shows that it was done.</param>
    public sealed record Completed(string Id, DateTimeOffset? At, string Outcome, string ClosedBy, string? EvidenceRef) : OperationEvent(Id)
    {
        /// <inheritdoc/>
        public override string Name => "completed";
    }

    /// <summary>Something that it brought about became known.</summary>
    /// <param name="Id">The operation.</param>
    /// <param name="Link">What.</param>
    public sealed record Linked(string Id, OperationLink Link) : OperationEvent(Id)
    {
        /// <inheritdoc/>
        public override string Name => Link is OperationLink.Commit ? "commit_link" : "artifact_link";
    }

    /// <summary>An event that this version does not know. It stays in the log and changes nothing.</summary>
    /// <param name="Id">The operation, where the line says so.</param>
    /// <param name="Word">Its name.</param>
    public sealed record Unknown(string Id, string Word) : OperationEvent(Id)
    {
        /// <inheritdoc/>
        public override string Name => Word;
    }
}
