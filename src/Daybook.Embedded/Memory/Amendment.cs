namespace Daybook.Embedded.Memory;

/// <summary>Something that was said about a record after it was stored: one line of <c>amendments.jsonl</c>.</summary>
/// <param name="Id">The record.</param>
/// <param name="RecordedAt">When it was said, UTC.</param>
/// <param name="Agent">Who said it.</param>
internal abstract record Amendment(string Id, DateTimeOffset RecordedAt, string? Agent)
{
    /// <summary>No answer shall hold the record any more.</summary>
    internal sealed record Forgotten(string Id, string Reason, DateTimeOffset RecordedAt, string? Agent) : Amendment(Id, RecordedAt, Agent);

    /// <summary>A better record took its place.</summary>
    internal sealed record Superseded(string Id, string SupersededBy, DateTimeOffset RecordedAt, string? Agent) : Amendment(Id, RecordedAt, Agent);
}
