namespace Daybook.Search;

/// <summary>A record that a search found.</summary>
/// <param name="Kind">The kind, one of <see cref="RecordKinds.All"/>.</param>
/// <param name="Id">The record's id.</param>
/// <param name="Title">A line that names it.</param>
/// <param name="Snippet">The part of its text that speaks most of what was asked, on one line.</param>
/// <param name="Score">How well it answers, above 0; comparable only within one answer.</param>
/// <param name="Timestamp">When it happened or was changed last.</param>
/// <param name="Path">The file that it stands in.</param>
/// <param name="Line">The line in that file, from 1, where the file has lines.</param>
public sealed record SearchHit(string Kind, string Id, string Title, string Snippet, double Score, DateTimeOffset? Timestamp, string Path, long? Line);
