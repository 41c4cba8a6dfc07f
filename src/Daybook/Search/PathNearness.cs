using Daybook.Memory;

namespace Daybook.Search;

/// <summary>
/// How near a record's files are to those that somebody works on, from 0 to 1: 1 for one of these files itself, a half for a neighbour in the
/// same directory, and half as much for each directory that one has to go up from the record's file until they meet. Files that meet only at
/// the root are not near. The nearest path of a record counts. A path costs as many look-ups as it has segments.
/// </summary>
public sealed class PathNearness
{
    private const double SameDirectory = 0.5;

    private readonly HashSet<string> files = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> directories;

    /// <summary>For the files that somebody works on; a blank path is none.</summary>
    public PathNearness(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var above = new HashSet<string>(StringComparer.Ordinal);
        foreach (string path in paths.Select(RepoPath.Normalize))
        {
            if (path.Length == 0 || !files.Add(path))
            {
                continue;
            }

            for (ReadOnlySpan<char> parent = RepoPath.ParentOf(path); !IsTop(parent); parent = RepoPath.ParentOf(parent))
            {
                above.Add(parent.ToString());
            }
        }

        directories = above.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>How near the nearest of a record's paths is; 0 without paths on either side.</summary>
    public double Of(IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        double nearest = 0;
        for (int index = 0; files.Count > 0 && index < paths.Count; index++)
        {
            nearest = Math.Max(nearest, Of(RepoPath.Normalize(paths[index])));
        }

        return nearest;
    }

    private double Of(string path)
    {
        if (files.Contains(path))
        {
            return 1;
        }

        double nearness = SameDirectory;

        // A record may name the directory itself.
        for (ReadOnlySpan<char> above = directories.Contains(path) ? path : RepoPath.ParentOf(path); !IsTop(above); above = RepoPath.ParentOf(above))
        {
            if (directories.Contains(above))
            {
                return nearness;
            }

            nearness /= 2;
        }

        return 0;
    }

    private static bool IsTop(ReadOnlySpan<char> path) => path is "" or RepoPath.Root or "/" or "..";
}
