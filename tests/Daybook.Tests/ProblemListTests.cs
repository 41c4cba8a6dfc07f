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

    [Fact]
    public void Problems_of_a_part_count_on_from_the_lines_before_it_and_are_kept_while_there_is_room()
    {
        var problems = new ProblemList();
        problems.Add(new Problem("memory.jsonl", 3, 30, "blank"));
        var part = new ProblemList();
        part.Add(new Problem("memory.jsonl", null, 500, "torn"));
        foreach (int line in Enumerable.Range(1, 1500))
        {
            part.Add(new Problem("memory.jsonl", line, null, "garbage"));
        }

        problems.AddPart(part, linesBefore: 100);

        Assert.Equal(1502, problems.Count);
        Assert.Equal(1000, problems.Items.Count);
        Assert.Equal([3, null, 101, 102], problems.Items.Take(4).Select(problem => problem.Line));
    }
}
