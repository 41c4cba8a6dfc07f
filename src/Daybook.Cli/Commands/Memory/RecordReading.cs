using Daybook.Memory;
using Daybook.Secrets;

namespace Daybook.Cli.Commands.Memory;

/// <summary>What a piece of input asks to be added.</summary>
/// <param name="Records">The records, each of which a store may hold.</param>
/// <param name="Ignored">Why there is none, as a phrase for people.</param>
internal readonly record struct RecordReading(IReadOnlyList<MemoryRecord> Records, string? Ignored)
{
    /// <summary>The secrets that were taken out of the records, or null where nobody asked for it.</summary>
    public IReadOnlyList<SecretFinding>? Removed { get; init; }
}
