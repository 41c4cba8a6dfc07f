using Daybook.Durability.Errors;
using Daybook.Embedded.Git;
using Daybook.Operations;

namespace Daybook.Embedded.Operations;

/// <summary>Brings closed operations into the mirror, and says which are not in it.</summary>
internal sealed class OperationMirroring(IOperationMirror? mirror, OperationPlaces places, OperationFiles files, TimeProvider time)
{
    /// <summary>
    /// How long a log that the mirror has, but not as it stands, is looked for at every commit: one that was linked to while a commit was
    /// not possible. What is older doctor finds.
    /// </summary>
    private static readonly TimeSpan Recent = TimeSpan.FromDays(1);

    private static readonly OperationCommit.Pending NoMirror =
        new("nothing here commits operations", "commit the log by hand; it is durable where it is");

    private static readonly OperationCommit.Pending NotTaken =
        new("git cannot take the log in", "git hash-object <log> says why; then run daybook doctor ops --fix");

    private static readonly OperationCommit.Pending NotYet =
        new("it is not committed as it stands", "daybook doctor ops --fix commits it");

    /// <summary>By the mirror of the outside world, or by git where the work tree is a repository's.</summary>
    internal static OperationMirroring Of(EmbeddedPorts ports, OperationPlaces places, EmbeddedOptions options, OperationFiles files)
    {
        IOperationMirror? mirror = ports.MirrorOf is { } of ? of(places)
            : IsInRepository(ports, places) ? new GitOperationMirror(ports, places.Directory, places.Reference, options.LockWait)
            : null;
        return new OperationMirroring(mirror, places, files, ports.Time);
    }

    /// <summary>What stands in the way of commits. When it is to be mended, what a killed process of ours left is removed.</summary>
    internal IReadOnlyList<Finding> LookAtLocks(bool isFix)
    {
        Finding[] found = [.. mirror?.Examine(OperationRecord.KindName) ?? []];
        if (!isFix || found.Length == 0)
        {
            return found;
        }

        if (mirror?.Recover() != true)
        {
            return found;
        }

        HashSet<string> left = [.. mirror.Examine(OperationRecord.KindName).Select(static finding => finding.Path)];
        return [.. found.Select(finding => finding with { Fixed = !left.Contains(finding.Path) })];
    }

    /// <summary>Whether there is a mirror.</summary>
    internal bool IsThere => mirror is not null;

    /// <summary>Commits closed operations that were just changed, and with them whatever closed ones the mirror lacks, and those changed of late.</summary>
    /// <returns>What became of those that were changed.</returns>
    internal OperationCommit Commit(IReadOnlyList<OperationRecord> changed, CancellationToken cancellationToken)
    {
        if (mirror is null)
        {
            return NoMirror;
        }

        try
        {
            IReadOnlyList<string> ids = files.Ids();
            string[] known = [.. ids.Select(places.LogOf)];
            IEnumerable<MirrorRecord> maybeWaiting = files.ChangedSince(ids, time.GetUtcNow() - Recent)
                .Except(changed.Select(static operation => operation.InvocationId), StringComparer.Ordinal)
                .Select(id => FindClosed(places.LogOf(id)))
                .OfType<MirrorRecord>();
            MirrorOutcome outcome = mirror.Commit([.. maybeWaiting, .. changed.Select(RecordOf)], known, FindClosed, cancellationToken);
            return changed.Select(operation => Answer(outcome, operation)).FirstOrDefault(static answer => answer is OperationCommit.Pending) ?? Answer(outcome);
        }
        catch (DurabilityException failure)
        {
            // The logs are durable by now; that the folder cannot be looked through is no failure of the write.
            return new OperationCommit.Pending(failure.Message, NotYet.Hint);
        }
    }

    /// <summary>Commits operations that the mirror does not have as they stand, the oldest first.</summary>
    /// <returns>Answers for each what became of it.</returns>
    internal Func<OperationRecord, OperationCommit> CommitPending(IReadOnlyList<OperationRecord> pending, CancellationToken cancellationToken)
    {
        IEnumerable<MirrorRecord> records = pending.OrderBy(static operation => operation.InvocationId, StringComparer.Ordinal).Select(RecordOf);
        MirrorOutcome? outcome = mirror?.Commit([.. records], cancellationToken);
        return operation => outcome is null ? NoMirror : Answer(outcome, operation);
    }

    /// <summary>Whether the log of an operation is in the mirror as it stands; null while it is open.</summary>
    internal OperationCommit? StateOf(OperationRecord operation, CancellationToken cancellationToken) =>
        operation.Status == OperationStatus.Open ? null : Look([operation.InvocationId], cancellationToken).StateOf(operation.InvocationId);

    /// <summary>Which operations are not in the mirror as they stand, open ones included.</summary>
    internal PendingOperations Look(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        if (mirror is null || ids.Count == 0)
        {
            return new PendingOperations(ids.ToHashSet(StringComparer.Ordinal), NoMirror, IsTold: true);
        }

        MirrorLook look = mirror.Look([.. ids.Select(places.LogOf)], cancellationToken);
        return new PendingOperations(
            look.Pending.Select(static path => Path.GetFileNameWithoutExtension(path)).ToHashSet(StringComparer.Ordinal),
            look.Fault is { } fault ? new OperationCommit.Pending($"nobody can tell whether it is committed: {fault.Reason}", fault.Hint) : NotYet,
            look.Fault is null);
    }

    private static bool IsInRepository(EmbeddedPorts ports, OperationPlaces places)
    {
        try
        {
            return GitLayout.Discover(ports.FileSystem, places.WorkTree) is not null;
        }
        catch (DurabilityException)
        {
            // There may be one: the mirror will say what the disk refuses, and the records wait.
            return true;
        }
    }

    private static OperationCommit Answer(MirrorOutcome outcome) => outcome switch
    {
        MirrorOutcome.Committed committed => new OperationCommit.Committed(committed.Commit),
        MirrorOutcome.Pending pending => new OperationCommit.Pending(pending.Reason, pending.Hint),
        _ => NotYet,
    };

    private OperationCommit Answer(MirrorOutcome outcome, OperationRecord operation) =>
        outcome is MirrorOutcome.Committed committed && committed.Refused.Contains(places.LogOf(operation.InvocationId), StringComparer.Ordinal)
            ? NotTaken
            : Answer(outcome);

    private MirrorRecord RecordOf(OperationRecord operation) =>
        new(places.LogOf(operation.InvocationId), operation.InvocationId, operation.ProfileId, operation.Action);

    /// <summary>What is known about a log that the mirror lacks; nothing while its operation is open.</summary>
    private MirrorRecord? FindClosed(string path) =>
        files.ReadOrReport(Path.GetFileNameWithoutExtension(path), new ProblemList()) is { Status: OperationStatus.Closed } closed ? RecordOf(closed) : null;
}
