using Daybook.Operations;

namespace Daybook.Embedded.Operations;

/// <summary>Brings closed operations into the mirror, and says which are not in it.</summary>
internal sealed class OperationMirroring(IOperationMirror? mirror, OperationPlaces places, OperationFiles files)
{
    private static readonly OperationCommit.Pending NoMirror =
        new("nothing here commits operations", "commit the log by hand; it is durable where it is");

    private static readonly OperationCommit.Pending NotYet =
        new("it is not committed as it stands", "daybook doctor ops --fix commits it");

    /// <summary>Whether there is a mirror.</summary>
    internal bool IsThere => mirror is not null;

    /// <summary>How it is with a closed operation that is not in the mirror.</summary>
    internal OperationCommit Waiting => mirror is null ? NoMirror : NotYet;

    /// <summary>Commits operations that were just closed or changed, and with them whatever else waits for it.</summary>
    /// <returns>What became of them all.</returns>
    internal OperationCommit Commit(IReadOnlyList<OperationRecord> changed, CancellationToken cancellationToken)
    {
        if (mirror is null)
        {
            return NoMirror;
        }

        HashSet<string> ids = [.. changed.Select(static operation => operation.InvocationId)];
        var problems = new ProblemList();
        IEnumerable<OperationRecord> waiting = Pending(files.Ids(), cancellationToken)
            .Where(id => !ids.Contains(id))
            .Select(id => files.ReadOrReport(id, problems))
            .OfType<OperationRecord>();
        MirrorRecord[] records =
        [
            .. waiting.Concat(changed)
                .Where(static operation => operation.Status == OperationStatus.Closed)
                .Select(operation => new MirrorRecord(places.LogOf(operation.InvocationId), operation.InvocationId, operation.ProfileId, operation.Action)),
        ];
        return records.Length == 0 ? NotYet : mirror.Commit(records, cancellationToken) switch
        {
            MirrorOutcome.Committed committed => new OperationCommit.Committed(committed.Commit),
            MirrorOutcome.Pending pending => new OperationCommit.Pending(pending.Reason, pending.Hint),
            _ => NotYet,
        };
    }

    /// <summary>Whether the log of an operation is in the mirror as it stands; null while it is open.</summary>
    internal OperationCommit? StateOf(OperationRecord operation, CancellationToken cancellationToken) =>
        operation.Status == OperationStatus.Open ? null
        : Pending([operation.InvocationId], cancellationToken).Count > 0 ? Waiting
        : new OperationCommit.Committed(null);

    /// <summary>Those whose logs are not in the mirror as they stand, open ones included.</summary>
    internal IReadOnlySet<string> Pending(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        if (mirror is null)
        {
            return ids.ToHashSet(StringComparer.Ordinal);
        }

        IReadOnlyList<string> paths = ids.Count == 0 ? [] : mirror.Pending([.. ids.Select(places.LogOf)], cancellationToken);
        return paths.Select(static path => Path.GetFileNameWithoutExtension(path)).ToHashSet(StringComparer.Ordinal);
    }
}
