using System.Diagnostics;
using Daybook.Benchmarks.Measuring;
using Daybook.Memory;

namespace Daybook.Benchmarks.Querying;

/// <summary>What it costs to find the history of a large change among many records in memory, beside comparing every pair of paths.</summary>
internal sealed class RelatedHistoryQuestion : IQuestion
{
    private const int Records = 10_000;
    private const int ChangedPaths = 200;
    private const int Seed = 20_000;

    private static readonly DateTimeOffset Now = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly MemoryRecord[] records;
    private readonly MemoryQuery query;

    internal RelatedHistoryQuestion()
    {
        var random = new Random(Seed);
        records = [.. Enumerable.Range(0, Records).Select(number => new MemoryRecord
        {
            Id = $"record-{number:d5}",
            Type = "incident",
            Repo = "acme/web",
            Severity = number % 3 == 0 ? "error" : "warning",
            Timestamp = Now.AddMinutes(-number),
            Paths = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => PathOf(random))],
        })];
        query = new MemoryQuery
        {
            Repo = "acme/web",
            Fingerprint = "pool",
            Paths = [.. Enumerable.Range(0, ChangedPaths).Select(_ => PathOf(random)).Distinct()],
        };
    }

    public string Name => "related-history";

    public string Title => $"How long does it take to find what {Records:n0} records know about {ChangedPaths} changed paths?";

    public Task<Table> AskAsync(BenchDirectory directory)
    {
        var table = new Table("the nested loop", "milliseconds per lookup");
        table.Add("nested loop over records, their paths and the changed paths", () => Task.FromResult(Time(NestedLoop)));
        table.Add("MemoryMatcher and TopMatches", () => Task.FromResult(Time(Matcher)));
        return table.RunAsync();
    }

    // Changed paths are of a monorepo's size and depth; most records share no path with them.
    private static string PathOf(Random random) =>
        $"services/service-{random.Next(60)}/src/area-{random.Next(12)}/part-{random.Next(12)}/file-{random.Next(30)}.cs";

    private static double Time(Func<int> look)
    {
        long began = Stopwatch.GetTimestamp();
        int found = look();
        double elapsed = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return found > 0 ? elapsed : throw new InvalidOperationException("the lookup found nothing");
    }

    private int Matcher()
    {
        var matcher = new MemoryMatcher(query, Now.AddDays(-90));
        TopMatches best = TopMatches.For(query, new MemorySettings());
        foreach (MemoryRecord record in records)
        {
            if (matcher.Match(record) is { } match)
            {
                best.Offer(match);
            }
        }

        return best.ToPage(new ProblemList()).Items.Count;
    }

    /// <summary>The founding lookup as it is written down: for each record, each of its paths against each path asked for.</summary>
    private int NestedLoop()
    {
        var found = new List<(MemoryRecord Record, int Score)>();
        foreach (MemoryRecord record in records.Where(record => record.Repo == query.Repo && record.Timestamp >= Now.AddDays(-90)))
        {
            int score = 0;
            foreach (string one in query.Paths.Select(RepoPath.Normalize))
            {
                foreach (string other in record.Paths.Select(RepoPath.Normalize))
                {
                    bool isAbove = other.StartsWith(one + "/", StringComparison.Ordinal) || one.StartsWith(other + "/", StringComparison.Ordinal);
                    score += one == other ? 2 : isAbove ? 1 : 0;
                }
            }

            if (score > 0 || record.Fingerprint == query.Fingerprint)
            {
                found.Add((record, score));
            }
        }

        return found
            .OrderByDescending(match => SeverityScale.Parse(match.Record.Severity))
            .ThenByDescending(match => match.Record.Timestamp)
            .ThenByDescending(match => match.Score)
            .ThenBy(match => match.Record.Id, StringComparer.Ordinal)
            .Take(MemoryRules.MaxMatchesDefault)
            .Count();
    }
}
