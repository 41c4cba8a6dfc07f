using Daybook.Tidy.Tests.Reading;
using Xunit;

namespace Daybook.Tidy.Tests;

/// <summary>Files that a reader can hold in the head.</summary>
public sealed class SizeTests
{
    private const int SourceLinesMaximum = 400;
    private const int TestLinesMaximum = 600;

    [Fact]
    public void No_source_file_is_over_400_lines()
    {
        Violations.None("Files to split", Over(SourceLinesMaximum, "src"));
    }

    [Fact]
    public void No_test_or_benchmark_file_is_over_600_lines()
    {
        Violations.None("Files to split", Over(TestLinesMaximum, "tests").Concat(Over(TestLinesMaximum, "bench")));
    }

    [Fact]
    public void The_median_source_file_has_20_to_90_lines()
    {
        int[] sizes = [.. Repository.Source.Select(file => file.LineCount).Order()];
        Assert.InRange(sizes[sizes.Length / 2], 20, 90);
    }

    private static IEnumerable<string> Over(int maximum, string folder) => Repository.CSharp
        .Where(file => file.IsUnder(folder) && file.LineCount > maximum)
        .Select(file => $"{file.Path}: {file.LineCount} lines");
}
