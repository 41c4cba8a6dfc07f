using System.Text.Json;

namespace Daybook.Memory.Events;

/// <summary>A deploy that failed or was cancelled. Of one commit these are two events.</summary>
public sealed record DeployFailure : MemoryEvent
{
    /// <summary>The type of its record.</summary>
    public const string TypeName = "deploy_failure";

    /// <summary>The conclusion of a deploy that failed.</summary>
    public const string Failed = "failure";

    /// <summary>The conclusion of a deploy that was cancelled.</summary>
    public const string Cancelled = "cancelled";

    private const string ConclusionField = "conclusion";

    /// <summary>How it ended: <c>failure</c> when absent, <c>cancelled</c>, or what else its source says.</summary>
    public string? Conclusion { get; init; }

    /// <summary>What failed; follows from the conclusion when absent: <c>deploy:health-check-failed</c>, <c>deploy:cancelled</c>.</summary>
    public string? FailureType { get; init; }

    /// <inheritdoc/>
    public override MemoryRecord ToRecord()
    {
        string conclusion = FirstOf(Conclusion)?.Trim() ?? Failed;
        string failureType = FirstOf(FailureType) ?? FailureTypeOf(conclusion);
        return Begin(TypeName, "governor", "workflow_run") with
        {
            // A cancellation that follows the failure of the same commit would else be taken for a duplicate of it.
            Fingerprint = conclusion == Cancelled && FirstOf(Sha) is { } sha ? $"{sha}:{Cancelled}" : Sha,
            Severity = "high",
            Title = $"Deploy failure: {ShortSha}",
            Summary = $"Deploy {conclusion} — {failureType}",
            Metadata = EventMetadata.Of((ConclusionField, conclusion), ("failure_type", failureType)),
        };
    }

    /// <summary>Whether a record tells of a deploy that was cancelled, whoever wrote it. Such a deploy says nothing about the code.</summary>
    internal static bool IsCancelled(MemoryRecord record) => record.Type == TypeName
        && record.Metadata.TryGetValue(ConclusionField, out JsonElement conclusion)
        && conclusion.ValueKind == JsonValueKind.String
        && conclusion.ValueEquals(Cancelled);

    private static string FailureTypeOf(string conclusion) => conclusion switch
    {
        Failed => "deploy:health-check-failed",
        _ => $"deploy:{conclusion.Replace('_', '-')}",
    };
}
