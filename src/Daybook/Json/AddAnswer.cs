using System.Text.Json.Serialization;
using Daybook.Memory;
using Daybook.Secrets;

namespace Daybook.Json;

/// <summary>What <c>memory add</c> answers for one record.</summary>
/// <param name="Added">Whether it is stored.</param>
internal sealed record AddAnswer(bool Added)
{
    /// <summary>The record's id.</summary>
    public string? Id { get; init; }

    /// <summary>Why it was not stored.</summary>
    public string? Reason { get; init; }

    /// <summary>The record that is the same event.</summary>
    public string? ExistingId { get; init; }

    /// <summary>The line of the input, counted from 1.</summary>
    public long? Line { get; init; }

    /// <summary>How many secrets were taken out of what is stored; absent where nobody asked for it.</summary>
    public int? Redacted => Added ? Removed?.Count : null;

    /// <summary>The secrets that were taken out.</summary>
    [JsonIgnore]
    public IReadOnlyList<SecretFinding>? Removed { get; init; }

    /// <summary>Why the input asks for nothing, as a phrase for people.</summary>
    [JsonIgnore]
    public string? Ignored { get; init; }

    /// <summary>The answer to an input that asks for nothing.</summary>
    public static AddAnswer OfNothing(string reason, long line) =>
        new(false) { Reason = "ignored", Line = line, Ignored = reason };

    /// <summary>The wire form of a result.</summary>
    public static AddAnswer Of(MemoryAddResult result) => result switch
    {
        MemoryAddResult.Added added => new AddAnswer(true) { Id = added.Id },
        MemoryAddResult.Duplicate duplicate => new AddAnswer(false) { Reason = "duplicate", ExistingId = duplicate.ExistingId },
        _ => new AddAnswer(false) { Reason = "disabled" },
    };
}
