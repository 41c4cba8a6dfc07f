namespace Daybook.Benchmarks.Measuring;

/// <summary>One question that a benchmark answers with one table.</summary>
internal interface IQuestion
{
    /// <summary>The word that asks it on the command line, and the name of its result file.</summary>
    string Name { get; }

    /// <summary>The question itself.</summary>
    string Title { get; }

    /// <summary>Measures.</summary>
    Task<Table> AskAsync(BenchDirectory directory);
}
