namespace Daybook.Memory.Events;

/// <summary>A release governor that held a deploy back.</summary>
public sealed record GovernorHold : MemoryEvent
{
    /// <summary>The type of its record.</summary>
    public const string TypeName = "governor_hold";

    private const string HighRisk = "HIGH";

    /// <summary>Why, as a word that stays the same from hold to hold, such as <c>high_risk_no_approval</c>: the fingerprint.</summary>
    public string? Reason { get; init; }

    /// <summary>How risky the change was judged: <c>LOW</c>, <c>MEDIUM</c> or <c>HIGH</c>.</summary>
    public string? RiskClass { get; init; }

    /// <inheritdoc/>
    public override MemoryRecord ToRecord()
    {
        string reason = Reason ?? string.Empty;
        return Begin(TypeName, "governor", null) with
        {
            Fingerprint = reason,
            Severity = string.Equals(RiskClass?.Trim(), HighRisk, StringComparison.OrdinalIgnoreCase) ? "high" : "medium",
            Title = $"HOLD: {reason} — {ShortSha}",
            Summary = $"Governor held deploy: {reason}",
            Metadata = EventMetadata.Of(("reason", Reason), ("risk_class", RiskClass)),
        };
    }
}
