namespace Daybook.Memory;

/// <summary>A better record takes the place of another.</summary>
public sealed record MemorySupersede
{
    /// <summary>The record that is replaced: its id, or a unique beginning of it.</summary>
    public required string Id { get; init; }

    /// <summary>The better one: its id, or a unique beginning of it.</summary>
    public required string By { get; init; }

    /// <summary>Who says so.</summary>
    public string? Agent { get; init; }
}
