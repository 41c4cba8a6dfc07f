namespace Daybook;

/// <summary>
/// Collects what a read found wrong: counts everything and keeps the first <see cref="ItemsMax"/>, so that a badly damaged file cannot fill
/// the memory. For one caller at a time.
/// </summary>
public sealed class ProblemList
{
    /// <summary>How many problems are kept.</summary>
    public const int ItemsMax = 1000;

    private readonly List<Problem> items = [];

    /// <summary>How many problems were added, kept or not.</summary>
    public long Count { get; private set; }

    /// <summary>The problems kept, in the order in which they were added.</summary>
    public IReadOnlyList<Problem> Items => items;

    /// <summary>Counts a problem, and keeps it while there is room.</summary>
    public void Add(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Count++;
        if (items.Count < ItemsMax)
        {
            items.Add(problem);
        }
    }

    /// <summary>Adds a problem unless it is among those kept: two reads can meet the same fault of one file, which is told once.</summary>
    public void AddOnce(Problem problem)
    {
        if (!items.Contains(problem))
        {
            Add(problem);
        }
    }

    /// <summary>Takes over what was found in a part of a file that was read on its own.</summary>
    /// <param name="part">The problems of the part, whose lines are counted from its start. A problem that was not kept there is only counted here.</param>
    /// <param name="linesBefore">How many lines of the file stand before the part.</param>
    public void AddPart(ProblemList part, long linesBefore)
    {
        ArgumentNullException.ThrowIfNull(part);
        foreach (Problem problem in part.Items.Take(ItemsMax - items.Count))
        {
            items.Add(problem with { Line = problem.Line + linesBefore });
        }

        Count += part.Count;
    }
}
