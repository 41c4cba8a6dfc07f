namespace Daybook.Links;

/// <summary>A record that names another one.</summary>
/// <param name="Kind">Its kind: one of <see cref="RecordKinds.All"/>.</param>
/// <param name="Id">Its id; null for a memory record that another program wrote without one.</param>
/// <param name="Title">What it is about, one line.</param>
public sealed record RecordReference(string Kind, string? Id, string? Title);
