using System.Text.RegularExpressions;

namespace Daybook.Memory.Events;

/// <summary>The reverts among the commits of a push to the main branch, as GitHub describes it.</summary>
internal static partial class PushJson
{
    private const string BranchPrefix = "refs/heads/";

    private static readonly string[] MainBranches = ["main", "master"];

    public static EventReading Read(JsonFields push)
    {
        if (!push.HasList("commits"))
        {
            return EventReading.Of(
                new Revert { RevertedSha = push.Text("reverted_sha"), Source = push.Text("source") }.WithShared(push));
        }

        if (push.Text("ref") is { } reference && !IsMain(reference, push))
        {
            return EventReading.Nothing($"the push is to {reference}, not to the main branch");
        }

        string? repo = SharedFields.RepoOf(push);
        MemoryEvent[] reverts = [.. push.Objects("commits").SelectMany(commit => RevertsIn(commit, repo))];
        return reverts.Length == 0 ? EventReading.Nothing("no commit of the push is a revert") : EventReading.Of(reverts);
    }

    private static bool IsMain(string reference, JsonFields push)
    {
        string? main = push.HasObject("repository") ? push.Object("repository")?.Text("default_branch") : null;
        string[] branches = main is null ? MainBranches : [main];
        return branches.Any(branch => reference == BranchPrefix + branch);
    }

    private static IEnumerable<Revert> RevertsIn(JsonFields commit, string? repo)
    {
        string[] reverted = [.. RevertedCommit().Matches(commit.Text("message") ?? string.Empty)
            .Select(match => match.Groups["sha"].Value.ToLowerInvariant())
            .Distinct(StringComparer.Ordinal)];
        for (int index = 0; index < reverted.Length; index++)
        {
            yield return new Revert
            {
                Repo = repo,
                Sha = commit.Text("id"),
                RevertedSha = reverted[index],
                IsFurther = index > 0,
                Timestamp = commit.Time("timestamp"),
                Url = commit.Text("url"),
                Paths = [.. commit.Texts("added"), .. commit.Texts("modified"), .. commit.Texts("removed")],
            };
        }
    }

    // What people write ("revert 4f2a9c1", Revert "4f2a9c1") and what git itself writes ("This reverts commit 4f2a9c1...").
    [GeneratedRegex(
        @"\b(?:revert\s+[""']?|this\s+reverts\s+commit\s+)(?<sha>[0-9a-f]{7,40})(?![0-9a-z])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex RevertedCommit();
}
