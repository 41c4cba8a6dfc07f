namespace Daybook.Benchmarks.Retrieval;

/// <summary>A way to answer questions.</summary>
internal interface IRanking
{
    /// <summary>What it is.</summary>
    string Name { get; }

    /// <summary>The ids of the records that answer a question, best first.</summary>
    IReadOnlyList<string> Rank(string question, int count);
}
