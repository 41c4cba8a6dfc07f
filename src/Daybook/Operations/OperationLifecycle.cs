using System.Collections.Immutable;
using Daybook.Errors;

namespace Daybook.Operations;

/// <summary>
/// What each event makes of an operation: one pure function, for what happens now and for what is read back from its log.
/// docs/reference/lifecycles.md is printed from it.
/// </summary>
public static class OperationLifecycle
{
    /// <summary>The operation after an event.</summary>
    /// <param name="operation">The operation before it; null at the beginning of a log.</param>
    /// <param name="happened">The event.</param>
    /// <exception cref="ConflictException">That cannot happen to it: it started or ended before.</exception>
    public static OperationRecord Apply(OperationRecord? operation, OperationEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return (operation, happened) switch
        {
            (null, OperationEvent.Started started) => started.Operation,

            // The first line of a log may be lost. Its operation can still be closed, and what is known of it is shown.
            (null, _) => Apply(WithoutStart(happened.InvocationId), happened),
            (_, OperationEvent.Started) => throw Refused(operation, "it has started already"),
            ({ Status: OperationStatus.Closed }, OperationEvent.Completed) => throw Refused(
                operation, $"it is closed already, as {operation.Outcome} by {operation.ClosedBy}"),
            (_, OperationEvent.Completed completed) => operation with
            {
                Status = OperationStatus.Closed,
                CompletedAt = completed.At,
                Outcome = completed.Outcome,
                ClosedBy = completed.ClosedBy,
                EvidenceRef = completed.EvidenceRef,
            },
            (_, OperationEvent.Linked linked) => operation with { Links = operation.Links.ToImmutableList().Add(linked.Link) },
            _ => operation,
        };
    }

    /// <summary>All that is known of an operation whose log has no first line.</summary>
    public static OperationRecord WithoutStart(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return new OperationRecord { InvocationId = id, StartedAt = Ulid.TimeOf(id), HasStart = false };
    }

    /// <summary>The record of an operation that starts now.</summary>
    public static OperationRecord Start(NewOperation operation, string id, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return new OperationRecord
        {
            InvocationId = id,
            ProfileId = operation.ProfileId,
            Action = operation.Action,
            RequestText = operation.RequestText,
            Actor = operation.Actor,
            ModeOfWork = operation.ModeOfWork,
            StartedAt = now,
            MissionId = operation.MissionId,
            WpId = operation.WpId,
            ModelId = operation.ModelId,
            SessionId = operation.SessionId,
            RunId = operation.RunId,
            TaskId = operation.TaskId,
        };
    }

    /// <summary>Whether a stored operation is the one that is asked to be stored, so that a repeated call succeeds.</summary>
    public static bool IsRepeated(OperationRecord stored, OperationRecord asked)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(asked);
        return stored.HasStart && stored.ProfileId == asked.ProfileId && stored.Action == asked.Action && stored.RequestText == asked.RequestText
            && stored.Actor == asked.Actor && stored.ModeOfWork == asked.ModeOfWork && stored.MissionId == asked.MissionId
            && stored.WpId == asked.WpId && stored.ModelId == asked.ModelId;
    }

    /// <summary>The events that close an operation, to be stored in one go.</summary>
    /// <param name="operation">As it stands.</param>
    /// <param name="completion">How it ended.</param>
    /// <param name="now">The time of day.</param>
    /// <exception cref="InvalidInputException">It takes no evidence.</exception>
    /// <exception cref="ConflictException">It is closed already.</exception>
    public static IReadOnlyList<OperationEvent> Complete(OperationRecord operation, OperationCompletion completion, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(completion);
        string id = operation.InvocationId;
        var completed = new OperationEvent.Completed(id, now, completion.Outcome, completion.ClosedBy, completion.Evidence);
        OperationRecord closed = Apply(operation, completed);
        if (completion.Evidence is not null && !(operation.HasStart && OperationMode.TakesEvidence(operation.ModeOfWork)))
        {
            string mode = operation.HasStart ? operation.ModeOfWork : "one whose mode cannot be read";
            throw new InvalidInputException($"operation {id} takes no evidence: it is {mode}")
            {
                Id = id,
                Hint = "complete it without --evidence; nothing was written",
            };
        }

        return [completed, .. Link(closed, completion.Links, now)];
    }

    /// <summary>The events that an operation is made of, as far as it still tells them.</summary>
    public static IReadOnlyList<OperationEvent> Retell(OperationRecord operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        OperationEvent? end = operation is { Status: OperationStatus.Closed, Outcome: { } outcome, ClosedBy: { } closer }
            ? new OperationEvent.Completed(operation.InvocationId, operation.CompletedAt, outcome, closer, operation.EvidenceRef)
            : null;
        OperationEvent? start = operation.HasStart ? new OperationEvent.Started(operation) : null;
        return
        [
            .. new[] { start, end }.OfType<OperationEvent>(),
            .. operation.Links.Select(link => new OperationEvent.Linked(operation.InvocationId, link)),
        ];
    }

    /// <summary>The events that link what is not linked yet.</summary>
    public static IReadOnlyList<OperationEvent> Link(OperationRecord operation, OperationLinks links, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(links);
        return
        [
            .. links.Artifacts.Distinct(StringComparer.Ordinal)
                .Where(artifact => !operation.Links.OfType<OperationLink.Artifact>().Any(link => link.Ref == artifact))
                .Select(artifact => new OperationEvent.Linked(operation.InvocationId, new OperationLink.Artifact(now, OperationRules.ArtifactKind, artifact))),
            .. links.Commit is { } sha && !operation.Links.OfType<OperationLink.Commit>().Any(link => link.Sha.Equals(sha, StringComparison.OrdinalIgnoreCase))
                ? [new OperationEvent.Linked(operation.InvocationId, new OperationLink.Commit(now, sha))]
                : Array.Empty<OperationEvent>(),
        ];
    }

    private static ConflictException Refused(OperationRecord operation, string why) => new($"operation {operation.InvocationId}: {why}")
    {
        Id = operation.InvocationId,
        Hint = "daybook op show tells what its log says; what it brought about can still be linked with daybook op link",
    };
}
