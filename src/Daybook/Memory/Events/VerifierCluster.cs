namespace Daybook.Memory.Events;

/// <summary>All failures of one class that a verification of a change had.</summary>
public sealed record VerifierCluster : MemoryEvent
{
    /// <summary>The type of its record.</summary>
    public const string TypeName = "verifier_cluster";

    private const int TitleLengthMax = 200;

    /// <summary>The classes of failures.</summary>
    public static IReadOnlyList<string> FailureTypes { get; } = ["import", "compile", "test", "install", "error"];

    /// <summary>The class, one of <see cref="FailureTypes"/>.</summary>
    public string? FailureType { get; init; }

    /// <summary>What failed.</summary>
    public string? Summary { get; init; }

    /// <inheritdoc/>
    public override MemoryRecord ToRecord()
    {
        string? failureType = FirstOf(FailureType)?.Trim();
        return Begin(TypeName, "verifier", "check_run") with
        {
            Fingerprint = $"{failureType}:{(Paths.Count > 0 ? PathHash.Of(Paths) : ShortSha)}",
            Severity = "high",
            Title = FirstOf(Summary) is { } summary ? Cut(summary) : $"Verifier {failureType} failed",
            Summary = Summary,
            Metadata = EventMetadata.Of(("failure_type", failureType)),
        };
    }

    // Half of a surrogate pair could not be stored.
    private static string Cut(string text) =>
        text.Length <= TitleLengthMax ? text : text[..(char.IsHighSurrogate(text[TitleLengthMax - 1]) ? TitleLengthMax - 1 : TitleLengthMax)];
}
