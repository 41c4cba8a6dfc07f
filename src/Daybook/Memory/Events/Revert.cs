namespace Daybook.Memory.Events;

/// <summary>A commit that takes an earlier one back.</summary>
public sealed record Revert : MemoryEvent
{
    /// <summary>The type of its record.</summary>
    public const string TypeName = "revert";

    /// <summary>The source of what was found in a push.</summary>
    internal const string FromPush = "push";

    /// <summary>The commit that is taken back.</summary>
    public string? RevertedSha { get; init; }

    /// <summary>Who says so: <c>push</c>, <c>cli</c>.</summary>
    public string? Source { get; init; }

    /// <summary>
    /// Whether it is a further one of several commits that one commit takes back, so that the commit alone does not tell them apart.
    /// </summary>
    public bool IsFurther { get; init; }

    /// <inheritdoc/>
    public override MemoryRecord ToRecord()
    {
        string reverted = Shortened(RevertedSha);
        return Begin(TypeName, FirstOf(Source) ?? FromPush, "commit") with
        {
            Fingerprint = IsFurther ? $"{Sha}:{reverted}" : Sha,
            Title = $"Revert {reverted}",
            Summary = $"Reverted commit {reverted}",
            Metadata = EventMetadata.Of(("reverted_sha", RevertedSha)),
        };
    }
}
