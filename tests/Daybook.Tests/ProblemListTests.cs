using Xunit;

namespace Daybook.Tests;

public sealed class ProblemListTests
{
    [Fact]
    public void All_problems_are_counted_and_the_first_thousand_kept()
    {
        var problems = new ProblemList();
        foreach (int line in Enumerable.Range(1, 1500))
        {
            problems.Add(new Problem("memory.jsonl", line, null, "garbage"));
        }

        Assert.Equal(1500, problems.Count);
        Assert.Equal(Enumerable.Range(1, 1000).Select(line => (long?)line), problems.Items.Select(problem => problem.Line));
    }
}
