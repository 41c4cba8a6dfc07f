namespace Daybook.Memory.Events;

/// <summary>A change that a security scan stopped.</summary>
public sealed record SecurityBlock : MemoryEvent
{
    /// <summary>The type of its record.</summary>
    public const string TypeName = "security_block";

    /// <summary>What was found: <c>secret</c>, <c>vulnerability</c>, <c>permission_drift</c>, or another word.</summary>
    public string? Trigger { get; init; }

    /// <summary>One line.</summary>
    public string? Title { get; init; }

    /// <summary>The rest.</summary>
    public string? Summary { get; init; }

    /// <inheritdoc/>
    public override MemoryRecord ToRecord()
    {
        string? trigger = FirstOf(Trigger)?.Trim();
        return Begin(TypeName, "security", "scan") with
        {
            Fingerprint = $"security:{trigger}:{ShortSha}",
            Severity = trigger is "secret" or "vulnerability" ? "high" : "medium",
            Title = FirstOf(Title) ?? $"Security block: {trigger ?? "unknown"}",
            Summary = Summary,
            Metadata = EventMetadata.Of(("trigger", trigger)),
        };
    }
}
