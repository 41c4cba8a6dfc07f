namespace Daybook.Memory;

/// <summary>A link from a record to something outside.</summary>
/// <param name="Url">The address, stored as given.</param>
/// <param name="Type">What it leads to, such as <c>github_issue</c>.</param>
public sealed record MemoryLink(string Url, string? Type = null);
