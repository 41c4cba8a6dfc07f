using Daybook.Errors;

namespace Daybook.Search;

/// <summary>
/// One question to all kinds. A search sees every record that was acknowledged before it began, or says in
/// <see cref="SearchAnswer.Behind"/> that it did not. It writes no truth; an engine may keep an index, which is a view that can be deleted.
/// </summary>
public interface ISearch
{
    /// <summary>Looks for records.</summary>
    /// <exception cref="InvalidInputException">The limit is out of bounds, the cursor is not one of this query, a kind or the severity is not known.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    Task<SearchAnswer> SearchAsync(SearchQuery query, CancellationToken cancellationToken);
}
