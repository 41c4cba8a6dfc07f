namespace Daybook.Memory.Events;

/// <summary>What a message of a source tells.</summary>
/// <param name="Events">The events, in the order of the message.</param>
/// <param name="Ignored">Why there is none, as a phrase for people: <c>the run ended with success</c>.</param>
public sealed record EventReading(IReadOnlyList<MemoryEvent> Events, string? Ignored)
{
    internal static EventReading Of(params IReadOnlyList<MemoryEvent> events) => new(events, null);

    internal static EventReading Nothing(string reason) => new([], reason);
}
