using System.Text.Json;
using Daybook.Memory;

namespace Daybook.Testing;

/// <summary>What a query means, one condition after the other, with no thought of speed.</summary>
public static class PlainMatch
{
    /// <summary>Whether a better record, which is there, replaces this one.</summary>
    public static bool IsReplaced(MemoryRecord record, IEnumerable<MemoryRecord> all) =>
        record.SupersededBy is not null && all.Any(other => other.Id == record.SupersededBy && other.Id != record.Id);

    public static bool Finds(MemoryQuery query, MemoryRecord record, DateTimeOffset cutoff, IEnumerable<MemoryRecord> all)
    {
        return !IsReplaced(record, all)
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
        string sha = (query.Sha ?? "").Trim().ToUpperInvariant();
        string storedSha = (record.Sha ?? "").Trim().ToUpperInvariant();
        string[] words = (query.Text ?? "").Split(' ', '\t', '\n').Where(word => word.Length > 0).ToArray();
        string?[] texts = [record.Title, record.Summary, record.Fingerprint, record.Type, .. record.Paths];
        return IsRelated(query, record)
            || (query.PrNumber is not null && query.PrNumber == record.PrNumber)
            || (sha.Length > 0 && storedSha.StartsWith(sha, StringComparison.Ordinal))
            || (storedSha.Length >= 7 && sha.StartsWith(storedSha, StringComparison.Ordinal))
            || (words.Length > 0 && words.All(word => texts.Any(text => Contains(text, word))));
    }

    /// <summary>By files or by fingerprint; a deploy that was cancelled is related to nothing.</summary>
    private static bool IsRelated(MemoryQuery query, MemoryRecord record)
    {
        if (record.Type == "deploy_failure"
            && record.Metadata.TryGetValue("conclusion", out JsonElement conclusion)
            && conclusion.ToString() == "cancelled")
        {
            return false;
        }

        string asked = (query.Fingerprint ?? "").Trim();
        string stored = (record.Fingerprint ?? "").Trim();
        string[] classes = ["import:", "compile:", "test:", "install:", "error:"];
        bool hasFiles = query.Paths.Any(path => path.Trim().Length > 0);
        return Overlap(query.Paths, record.Paths) > 0
            || (asked.Length > 0 && stored == asked)
            || (asked.Length > 0 && hasFiles && classes.Any(name => stored == name + PathHash.Of(query.Paths)))
            || (asked.Length > 0 && hasFiles && classes.Any(name => stored == name + PathHash.OfSpelling(query.Paths)));
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
