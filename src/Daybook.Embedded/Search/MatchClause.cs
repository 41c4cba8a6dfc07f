using Daybook.Search;

namespace Daybook.Embedded.Search;

/// <summary>A clause in the language of the full-text table.</summary>
/// <param name="Clause">The clause.</param>
/// <param name="Expression">The same in that language. Before a phrase stand words of it that are clauses of their own: it is looked for only where they are.</param>
/// <param name="Phrases">How many phrases the expression has, as the table counts them; the last one is the clause's own.</param>
/// <param name="Count">How many documents meet it, or about how many.</param>
/// <param name="Weight">How much it tells.</param>
internal sealed record MatchClause(SearchClause Clause, string Expression, int Phrases, long Count, double Weight)
{
    /// <summary>More of them than this save no more.</summary>
    private const int GuardsMax = 2;

    /// <summary>A clause as it is.</summary>
    internal static MatchClause Of(SearchClause clause) => new(clause, MatchExpression.Of(clause), 1, 0, 0);

    /// <summary>A phrase that is looked for only where words of it are. To find out where all of its words stand side by side costs several times as much.</summary>
    /// <param name="phrase">The phrase.</param>
    /// <param name="words">Words that may save a look.</param>
    internal static MatchClause Of(SearchClause phrase, IEnumerable<MatchClause> words)
    {
        IEnumerable<string> whole = phrase.IsPrefix ? phrase.Terms.SkipLast(1) : phrase.Terms;
        string[] guards =
        [
            .. words.Where(word => !word.Clause.IsPrefix && whole.Contains(word.Clause.Terms[0], StringComparer.Ordinal))
                .OrderBy(static word => word.Count).Take(GuardsMax).Select(static word => word.Expression),
        ];
        MatchClause plain = Of(phrase);
        return guards.Length == 0 ? plain : plain with { Expression = MatchExpression.All([.. guards, plain.Expression]), Phrases = guards.Length + 1 };
    }
}
