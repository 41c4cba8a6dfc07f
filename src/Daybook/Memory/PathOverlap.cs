namespace Daybook.Memory;

/// <summary>
/// How much the paths of a record have in common with those of a query: for each pair 2 when they are the same, 1 when one is a directory
/// above the other, summed. A path of the record costs as many look-ups as it has segments, however many paths the query has.
/// </summary>
internal sealed class PathOverlap
{
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> askedBelow = new(StringComparer.Ordinal);

    public PathOverlap(IEnumerable<string> paths)
    {
        foreach (string path in paths.Select(RepoPath.Normalize))
        {
            if (path.Length == 0 || !asked.Add(path))
            {
                continue;
            }

            for (ReadOnlySpan<char> above = RepoPath.ParentOf(path); !above.IsEmpty; above = RepoPath.ParentOf(above))
            {
                string directory = above.ToString();
                askedBelow[directory] = askedBelow.GetValueOrDefault(directory) + 1;
            }
        }
    }

    /// <summary>The paths of the query, normalised.</summary>
    public IReadOnlySet<string> Asked => asked;

    /// <summary>Whether the query names no path at all.</summary>
    public bool IsEmpty => asked.Count == 0;

    /// <summary>The score of a record's paths; 0 when nothing overlaps.</summary>
    public int ScoreOf(IReadOnlyList<string> paths)
    {
        int score = 0;
        foreach (string path in paths)
        {
            score += ScoreOf(RepoPath.Normalize(path));
        }

        return score;
    }

    /// <summary>Whether a path of a record overlaps with any.</summary>
    public bool Overlaps(string path) => ScoreOf(RepoPath.Normalize(path)) > 0;

    private int ScoreOf(string path)
    {
        int score = (asked.Contains(path) ? 2 : 0) + askedBelow.GetValueOrDefault(path);
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> askedAbove = asked.GetAlternateLookup<ReadOnlySpan<char>>();
        for (ReadOnlySpan<char> above = RepoPath.ParentOf(path); !above.IsEmpty; above = RepoPath.ParentOf(above))
        {
            score += askedAbove.Contains(above) ? 1 : 0;
        }

        return score;
    }
}
