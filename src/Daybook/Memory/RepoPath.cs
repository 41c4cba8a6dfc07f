namespace Daybook.Memory;

/// <summary>
/// Paths inside a repository, compared as text. They are normalised as paths, segment by segment, never as sets of characters, so that
/// <c>.github/x</c> and <c>../a</c> stay what they are.
/// </summary>
public static class RepoPath
{
    /// <summary>The repository itself.</summary>
    public const string Root = ".";

    // Two are enough for all but what was made to need more, which keeps its blanks and does not keep us.
    private const int RoundsMax = 8;

    /// <summary>
    /// The one spelling of a path: <c>/</c> between segments, no <c>.</c>, no <c>..</c> that can be resolved, no empty segments, no slash
    /// at the end, no blanks around it. A path that starts with <c>/</c> stays absolute; one that leads out of the repository keeps its
    /// <c>..</c>. Blank text becomes empty; a path that leads back to its start becomes <see cref="Root"/>.
    /// </summary>
    public static string Normalize(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string trimmed = path.Trim();

        // Nearly all paths are normal already, and a query normalises those of every record it reads.
        return trimmed.Length == 0 || (!IsUnusual(trimmed) && trimmed[^1] != '/') ? trimmed : RebuildWhole(trimmed);
    }

    /// <summary>The directory that holds a normalised path, or nothing when it has none that a text could name.</summary>
    public static ReadOnlySpan<char> ParentOf(ReadOnlySpan<char> path)
    {
        if (path is "" or Root or "/" or ".." || path.EndsWith("/..", StringComparison.Ordinal))
        {
            return default;
        }

        int slash = path.LastIndexOf('/');
        return slash switch
        {
            < 0 => Root,
            0 => "/",
            _ => path[..slash],
        };
    }

    /// <summary>Whether there is a backslash, an empty segment, or one that begins or ends with a dot.</summary>
    private static bool IsUnusual(string path)
    {
        char before = 'x';
        foreach (char letter in path)
        {
            if (letter == '\\' || (letter == '/' && before is '/' or '.') || (letter == '.' && before == '/'))
            {
                return true;
            }

            before = letter;
        }

        return false;
    }

    /// <summary>What stood before a blank and a slash stands at the end without them, and again has no blanks around it.</summary>
    private static string RebuildWhole(string path)
    {
        string rebuilt = path;
        string before;
        int round = 0;
        do
        {
            before = rebuilt;
            rebuilt = Rebuild(before).Trim();
        }
        while (rebuilt.Length > 0 && rebuilt != before && ++round < RoundsMax);
        return rebuilt;
    }

    private static string Rebuild(string path)
    {
        string slashed = path.Replace('\\', '/');
        bool absolute = slashed[0] == '/';
        var segments = new List<string>();
        foreach (string segment in slashed.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == ".")
            {
                continue;
            }

            if (segment == ".." && segments.Count > 0 && segments[^1] != "..")
            {
                segments.RemoveAt(segments.Count - 1);
            }
            else if (segment != ".." || !absolute)
            {
                segments.Add(segment);
            }
        }

        string joined = string.Join('/', segments);
        return absolute ? "/" + joined : joined.Length == 0 ? Root : joined;
    }
}
