using Daybook.Errors;
using Daybook.Memory;

namespace Daybook.Search;

/// <summary>The filters of a query, checked once and asked for every record.</summary>
public sealed class SearchFilter
{
    private readonly SearchQuery query;
    private readonly HashSet<string> kinds;
    private readonly Severity? severity;
    private readonly PathOverlap? path;

    /// <summary>The filters of a query.</summary>
    /// <exception cref="InvalidInputException">The limit is out of bounds, a kind or the severity is not known.</exception>
    public SearchFilter(SearchQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Limit is < SearchQuery.LimitMin or > SearchQuery.LimitMax)
        {
            throw new InvalidInputException($"limit is {query.Limit}; it must be from {SearchQuery.LimitMin} to {SearchQuery.LimitMax}");
        }

        this.query = query;
        kinds = [.. query.Kinds.Select(RecordKinds.Parse)];
        severity = query.Severity is { } word ? SeverityScale.ParseKnown(word) : null;
        path = query.Path is { } asked ? new PathOverlap([asked]) : null;
    }

    /// <summary>Whether a record passes all filters.</summary>
    public bool Passes(SearchDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return (kinds.Count == 0 || kinds.Contains(document.Kind))
            && (query.Repo is null || query.Repo == document.Repo)
            && (query.Type is null || query.Type == document.Type)
            && (severity is null || severity == SeverityScale.Parse(document.Severity))
            && (query.SessionId is null || query.SessionId == document.SessionId)
            && (query.Since is null || document.Timestamp >= query.Since)
            && (query.Until is null || document.Timestamp <= query.Until)
            && (path is null || path.ScoreOf(document.Paths) > 0);
    }
}
