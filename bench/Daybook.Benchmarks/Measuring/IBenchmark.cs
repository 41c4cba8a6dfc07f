namespace Daybook.Benchmarks.Measuring;

/// <summary>Something that can be asked for on the command line and leaves a result file.</summary>
internal interface IBenchmark
{
    /// <summary>The word that asks for it on the command line, and the name of its result file.</summary>
    string Name { get; }

    /// <summary>Measures, and tells the result in Markdown.</summary>
    Task<string> RunAsync(BenchDirectory directory);
}
