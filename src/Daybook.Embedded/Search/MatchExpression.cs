using Daybook.Search;

namespace Daybook.Embedded.Search;

/// <summary>
/// Writes questions in the language of the full-text table. Words come from <see cref="SearchTerms"/> and so hold no sign that means something
/// there; they stand in quotes all the same.
/// </summary>
internal static class MatchExpression
{
    /// <summary>One clause.</summary>
    internal static string Of(SearchClause clause) =>
        $"\"{string.Join(' ', clause.Terms).Replace("\"", "\"\"", StringComparison.Ordinal)}\"{(clause.IsPrefix ? "*" : "")}";

    /// <summary>Any of some clauses.</summary>
    internal static string Any(IEnumerable<string> clauses) => $"({string.Join(" OR ", clauses)})";

    /// <summary>All of some clauses.</summary>
    internal static string All(IEnumerable<string> clauses) => $"({string.Join(" AND ", clauses)})";

    /// <summary>What the filters ask, in words that no text has; nothing where there are none.</summary>
    internal static string Filters(IEnumerable<IReadOnlyList<string>> conditions)
    {
        string[] parts = [.. conditions.Select(static terms => Any(terms.Select(static term => $"\"{term}\"")))];
        return string.Join(" AND ", parts);
    }

    /// <summary>Both of two expressions, of which the second may be nothing.</summary>
    internal static string Both(string first, string second) => second.Length == 0 ? first : $"{first} AND {second}";
}
