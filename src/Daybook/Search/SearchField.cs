namespace Daybook.Search;

/// <summary>The fields of a record that are searched, in the order of an index's columns.</summary>
public enum SearchField
{
    /// <summary><see cref="SearchDocument.Title"/>.</summary>
    Title,

    /// <summary><see cref="SearchDocument.Summary"/>.</summary>
    Summary,

    /// <summary><see cref="SearchDocument.Body"/>.</summary>
    Body,

    /// <summary><see cref="SearchDocument.Paths"/>.</summary>
    Path,

    /// <summary>
    /// <see cref="SearchDocument.Tags"/>, and what a record can be filtered by: its type, repository, severity, session, id and day.
    /// </summary>
    Tags,
}
