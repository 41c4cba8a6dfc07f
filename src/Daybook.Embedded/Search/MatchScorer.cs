using Daybook.Embedded.Sqlite;
using Daybook.Search;

namespace Daybook.Embedded.Search;

/// <summary>Scores the rows that match a question, as the scan of all records does.</summary>
/// <param name="inverseFrequencies">How much each clause tells.</param>
/// <param name="averageTerms">How many words a document has on average.</param>
internal sealed class MatchScorer(double[] inverseFrequencies, double averageTerms) : IMatchListener
{
    private static readonly double[] Weights =
        [.. DocumentTerms.Columns.Select(static field => SearchFields.Weights[(int)field])];

    private readonly double[] frequencies = new double[inverseFrequencies.Length];

    /// <summary>How many phrases of the query stand before those of the clauses, and only choose rows.</summary>
    internal int Skipped { get; set; }

    /// <inheritdoc/>
    public void Begin() => Array.Clear(frequencies);

    /// <inheritdoc/>
    public void Meet(int phrase, int column)
    {
        int clause = phrase - Skipped;
        if ((uint)clause < (uint)frequencies.Length)
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
                score += SearchRanking.OfClause(inverseFrequencies[clause], frequencies[clause], number, averageTerms);
            }
        }

        return score;
    }
}
