using Daybook.Operations;

namespace Daybook.Embedded.Operations;

/// <summary>Operations that are not in the mirror as they stand.</summary>
/// <param name="Ids">Their ids; all that were asked about where nobody can tell.</param>
/// <param name="State">How it is with the closed ones among them.</param>
/// <param name="IsTold">Whether the mirror has told so.</param>
internal sealed record PendingOperations(IReadOnlySet<string> Ids, OperationCommit.Pending State, bool IsTold)
{
    /// <summary>How it is with the log of a closed operation that was asked about.</summary>
    internal OperationCommit StateOf(string id) => Ids.Contains(id) ? State : new OperationCommit.Committed(null);
}
