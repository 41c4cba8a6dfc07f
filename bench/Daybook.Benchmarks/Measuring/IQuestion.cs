namespace Daybook.Benchmarks.Measuring;

/// <summary>One question that a benchmark answers with one table of costs.</summary>
internal interface IQuestion : IBenchmark
{
    /// <summary>The question itself.</summary>
    string Title { get; }

    /// <summary>Measures.</summary>
    Task<Table> AskAsync(BenchDirectory directory);

    async Task<string> IBenchmark.RunAsync(BenchDirectory directory)
    {
        Table table = await AskAsync(directory);
        return table.ToMarkdown(Title, Machine.Describe(directory.Path));
    }
}
