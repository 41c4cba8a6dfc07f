using System.Text.Json;
using Daybook.Errors;
using Daybook.Operations;
using Daybook.Secrets;

namespace Daybook.Embedded.Operations;

/// <summary>
/// Takes secrets out of every text of a call, since git hands the logs to others, and counts them. An id with a secret in it is refused: with a mark
/// in its place it would name nothing.
/// </summary>
internal sealed class OperationScreening(IReadOnlyList<string> allowed)
{
    private readonly SecretScanner scanner = new(allowed);

    /// <summary>How many secrets were made unreadable.</summary>
    internal int Redacted { get; private set; }

    /// <summary>A new operation as it may be stored.</summary>
    internal NewOperation Screen(NewOperation operation) => operation with
    {
        ProfileId = Screen(operation.ProfileId),
        Action = Screen(operation.Action),
        Actor = Screen(operation.Actor),
        RequestText = Screen(operation.RequestText),
        MissionId = Checked("mission_id", operation.MissionId),
        WpId = Checked("wp_id", operation.WpId),
        ModelId = Checked("model_id", operation.ModelId),
        SessionId = Checked("session_id", operation.SessionId),
        RunId = Checked("run_id", operation.RunId),
        TaskId = Checked("task_id", operation.TaskId),
    };

    /// <summary>Links as they may be stored, by their way from the root of the work tree.</summary>
    internal OperationLinks Screen(OperationLinks links, string root) => links with
    {
        Artifacts = [.. links.Artifacts.Select(artifact => Screen(ArtifactReference.Resolve(artifact, root, root)))],
    };

    /// <summary>An end as it may be stored.</summary>
    internal OperationCompletion Screen(OperationCompletion completion, string root) => completion with
    {
        Evidence = completion.Evidence is { } evidence ? Screen(ArtifactReference.ResolveEvidence(evidence, root)) : null,
        Links = Screen(completion.Links, root),
    };

    /// <summary>An operation of another store as it may be stored: what was written there may have been screened by nobody.</summary>
    internal LoggedOperation Screen(LoggedOperation operation) => LoggedOperation.Of(
        operation.Operation.InvocationId, operation.Events.Select(logged => new LoggedEvent(Screen(logged.Happened), Screen(logged.Rest))));

    private OperationEvent Screen(OperationEvent happened) => happened switch
    {
        OperationEvent.Started started => new OperationEvent.Started(Screen(started.Operation)),
        OperationEvent.Completed end => end with { Outcome = Screen(end.Outcome), ClosedBy = Screen(end.ClosedBy), EvidenceRef = ScreenOptional(end.EvidenceRef) },
        OperationEvent.Linked { Link: OperationLink.Artifact artifact } linked => linked with { Link = artifact with { Kind = Screen(artifact.Kind), Ref = Screen(artifact.Ref) } },
        OperationEvent.Linked { Link: OperationLink.Commit commit } linked => linked with { Link = commit with { Sha = Screen(commit.Sha) } },
        _ => happened,
    };

    /// <summary>The first line of an operation of another store.</summary>
    private OperationRecord Screen(OperationRecord operation) => operation with
    {
        ProfileId = Screen(operation.ProfileId),
        Action = Screen(operation.Action),
        Actor = Screen(operation.Actor),
        RequestText = Screen(operation.RequestText),
        ModeOfWork = Screen(operation.ModeOfWork),
        GovernanceContextHash = Screen(operation.GovernanceContextHash),
        RouterConfidence = ScreenOptional(operation.RouterConfidence),
        MissionId = Checked("mission_id", operation.MissionId),
        WpId = Checked("wp_id", operation.WpId),
        ModelId = Checked("model_id", operation.ModelId),
        SessionId = Checked("session_id", operation.SessionId),
        RunId = Checked("run_id", operation.RunId),
        TaskId = Checked("task_id", operation.TaskId),
    };

    private JsonElement Screen(JsonElement members)
    {
        Redacted<JsonElement> redacted = scanner.Redact(members);
        Redacted += redacted.Findings.Count;
        return redacted.Value;
    }

    private string? ScreenOptional(string? text) => text is null ? null : Screen(text);

    /// <exception cref="InvalidInputException">There is a secret in the id.</exception>
    private string? Checked(string field, string? id) => id is not null && scanner.Redact(id).Findings is [var secret, ..]
        ? throw new InvalidInputException($"{field} has a secret in it ({secret.Kind}), and git hands what is recorded to others")
        {
            Hint = $"give another id, or --allow-secret {secret.Fingerprint} if it is none",
        }
        : id;

    private string Screen(string text)
    {
        Redacted<string> redacted = scanner.Redact(text);
        Redacted += redacted.Findings.Count;
        return redacted.Value;
    }
}
