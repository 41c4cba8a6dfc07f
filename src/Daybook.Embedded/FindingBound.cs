namespace Daybook.Embedded;

/// <summary>Keeps many findings of one sort from filling a report, or from hiding those of another.</summary>
internal static class FindingBound
{
    /// <summary>The findings in their order, of each problem the first <see cref="ProblemList.ItemsMax"/>.</summary>
    internal static IEnumerable<Finding> Bounded(this IEnumerable<Finding> findings)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Finding finding in findings)
        {
            int count = counts.GetValueOrDefault(finding.Problem);
            if (count < ProblemList.ItemsMax)
            {
                counts[finding.Problem] = count + 1;
                yield return finding;
            }
        }
    }
}
