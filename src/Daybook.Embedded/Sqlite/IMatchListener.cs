namespace Daybook.Embedded.Sqlite;

/// <summary>Gets the rows that match a full-text query, each with where the query's phrases stand in it. It must not throw: SQLite calls it.</summary>
internal interface IMatchListener
{
    /// <summary>A row begins.</summary>
    void Begin();

    /// <summary>A phrase of the query stands in a column of the row, once for each time.</summary>
    /// <param name="phrase">The number of the phrase in the query, from 0.</param>
    /// <param name="column">The number of the column, from 0.</param>
    void Meet(int phrase, int column);

    /// <summary>The row ends.</summary>
    /// <param name="number">What the query gave the function.</param>
    /// <returns>The function's value.</returns>
    double End(long number);
}
