using Daybook.Embedded.Sqlite;
using Daybook.Search;

namespace Daybook.Embedded.Search;

/// <summary>Scores the rows that match a question, as the scan of all records does.</summary>
internal sealed class MatchScorer : IMatchListener
{
    private const int NoClause = -1;

    private static readonly double[] Weights =
        [.. DocumentTerms.Columns.Select(static field => SearchFields.Weights[(int)field])];

    private readonly double averageTerms;
    private readonly double[] weights;
    private readonly double[] frequencies;
    private readonly int[] clauses;

    /// <summary>Prepares for the rows of one expression.</summary>
    /// <param name="skipped">How many phrases of it stand before those of the clauses, and only choose rows.</param>
    /// <param name="scored">The clauses behind them.</param>
    /// <param name="averageTerms">How many words a document has on average.</param>
    internal MatchScorer(int skipped, IReadOnlyList<MatchClause> scored, double averageTerms)
    {
        this.averageTerms = averageTerms;
        weights = [.. scored.Select(static clause => clause.Weight)];
        frequencies = new double[weights.Length];
        clauses =
        [
            .. Enumerable.Repeat(NoClause, skipped),
            .. scored.SelectMany(static (clause, index) => Enumerable.Repeat(NoClause, clause.Phrases - 1).Append(index)),
        ];
    }

    /// <inheritdoc/>
    public void Begin() => Array.Clear(frequencies);

    /// <inheritdoc/>
    public void Meet(int phrase, int column)
    {
        if ((uint)phrase < (uint)clauses.Length && clauses[phrase] is not NoClause and var clause)
        {
            frequencies[clause] += Weights[column];
        }
    }

    /// <inheritdoc/>
    public double End(long number)
    {
        double score = 0;
        for (int clause = 0; clause < frequencies.Length; clause++)
        {
            if (frequencies[clause] > 0)
            {
                score += SearchRanking.OfClause(weights[clause], frequencies[clause], number, averageTerms);
            }
        }

        return score;
    }
}
