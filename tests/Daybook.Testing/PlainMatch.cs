using Daybook.Memory;

namespace Daybook.Testing;

/// <summary>What a query means, one condition after the other, with no thought of speed.</summary>
public static class PlainMatch
{
    public static bool Finds(MemoryQuery query, MemoryRecord record, DateTimeOffset cutoff)
    {
        return record.SupersededBy is null
            && MeetsSomeCondition(query, record) && PassesFilters(query, record) && !(record.EffectiveTime < cutoff);
    }

    /// <summary>2 for each pair of equal paths, 1 for each pair of which one is a directory above the other.</summary>
    public static int Overlap(IReadOnlyList<string> asked, IReadOnlyList<string> stored)
    {
        int score = 0;
        foreach (string one in asked.Select(RepoPath.Normalize).Where(path => path.Length > 0).Distinct())
        {
            foreach (string other in stored.Select(RepoPath.Normalize))
            {
                if (one == other)
                {
                    score += 2;
                }
                else if (IsAbove(one, other) || IsAbove(other, one))
                {
                    score += 1;
                }
            }
        }

        return score;
    }

    private static bool MeetsSomeCondition(MemoryQuery query, MemoryRecord record)
    {
        string fingerprint = (query.Fingerprint ?? "").Trim();
        string sha = (query.Sha ?? "").Trim().ToUpperInvariant();
        string storedSha = (record.Sha ?? "").Trim().ToUpperInvariant();
        string[] words = (query.Text ?? "").Split(' ', '\t', '\n').Where(word => word.Length > 0).ToArray();
        string?[] texts = [record.Title, record.Summary, record.Fingerprint, record.Type, .. record.Paths];
        return Overlap(query.Paths, record.Paths) > 0
            || (fingerprint.Length > 0 && (record.Fingerprint ?? "").Trim() == fingerprint)
            || (query.PrNumber is not null && query.PrNumber == record.PrNumber)
            || (sha.Length > 0 && storedSha.StartsWith(sha, StringComparison.Ordinal))
            || (storedSha.Length >= 7 && sha.StartsWith(storedSha, StringComparison.Ordinal))
            || (words.Length > 0 && words.All(word => texts.Any(text => Contains(text, word))));
    }

    private static bool Contains(string? text, string word)
    {
        return (text ?? "").ToUpperInvariant().Contains(word.ToUpperInvariant(), StringComparison.Ordinal);
    }

    private static bool PassesFilters(MemoryQuery query, MemoryRecord record)
    {
        return (string.IsNullOrWhiteSpace(query.Repo) || query.Repo.Trim() == record.Repo?.Trim())
            && (string.IsNullOrWhiteSpace(query.Type) || query.Type.Trim() == record.Type?.Trim())
            && (string.IsNullOrWhiteSpace(query.Severity) || SeverityScale.Parse(query.Severity) == SeverityScale.Parse(record.Severity))
            && (query.Since is null || record.EffectiveTime >= query.Since)
            && (query.Until is null || record.EffectiveTime <= query.Until);
    }

    private static bool IsAbove(string directory, string path)
    {
        if (path.Length == 0 || directory.Length == 0 || path == directory)
        {
            return false;
        }

        if (directory == ".")
        {
            return path[0] != '/' && path != ".." && !path.StartsWith("../", StringComparison.Ordinal);
        }

        string start = directory == "/" ? "/" : directory + "/";
        string rest = path.StartsWith(start, StringComparison.Ordinal) ? path[start.Length..] : "..";
        return rest != ".." && !rest.StartsWith("../", StringComparison.Ordinal);
    }
}
