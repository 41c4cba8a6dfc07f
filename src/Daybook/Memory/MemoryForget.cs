namespace Daybook.Memory;

/// <summary>A record that no answer shall hold any more.</summary>
public sealed record MemoryForget
{
    /// <summary>The longest reason, in characters.</summary>
    public const int ReasonLengthMax = 4000;

    /// <summary>The record's id, or a unique beginning of it.</summary>
    public required string Id { get; init; }

    /// <summary>Why; it is kept, and told to whoever asks for the record, so it must not repeat what shall be forgotten.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether the record's bytes are overwritten wherever the store holds them. Otherwise they stay, and only answers leave it out.</summary>
    public bool Purge { get; init; }

    /// <summary>Who forgets it.</summary>
    public string? Agent { get; init; }
}
