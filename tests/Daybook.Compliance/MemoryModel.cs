using Daybook.Errors;
using Daybook.Memory;
using Daybook.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Daybook.Compliance;

/// <summary>Random calls on a memory store, and what a caller sees of each as text, so that two engines can be compared.</summary>
public static class MemoryModel
{
    private static readonly string?[] Shas = [null, "abc1234", "abc1234def", "abc12", " "];
    private static readonly string?[] Fingerprints =
        [null, "pool", " pool ", "leak", "", $"test:{PathHash.Of(["src"])}", $"import:{PathHash.Of(["src/a.cs", ".."])}"];

    private static readonly string?[] Severities = [null, "critical", "ERROR", "warning", "low", "purple"];
    private static readonly string?[] Repos = [null, "acme/web", "acme/api"];
    private static readonly string[] Types = ["incident", "note", "deploy_failure"];
    private static readonly string[] Paths =
        ["src", "src/a.cs", "./src//b.cs", "lib/../src/a.cs", "..", "../x", "/etc/x", "/", ".", ".github/x", ""];
    private static readonly string?[] Texts = [null, "pool", "NOTE src", "missing", "title 3"];

    /// <summary>Sequences of calls. Ids come from a small pool, so that they collide.</summary>
    public static Arbitrary<Call[]> Calls { get; } = Gen.ArrayOf(Gen.Frequency(
        (6, Records.Select(record => (Call)new Call.Add(record))),
        (3, Records.Select(record => (Call)new Call.Append(record))),
        (3, Gen.Choose(1, 26 * 60).Select(minutes => (Call)new Call.Wait(TimeSpan.FromMinutes(minutes)))),
        (1, Gen.Constant((Call)new Call.Wait(TimeSpan.FromDays(40)))),
        (5, Queries.Select(query => (Call)new Call.Query(query))),
        (2, Gen.Choose(1, 8).Select(limit => (Call)new Call.List(limit))),
        (2, Ids.Select(id => (Call)new Call.Get(id))),
        (1, Gen.Constant((Call)new Call.Read())))).ToArbitrary();

    private static Gen<string> Ids => Gen.Choose(0, 30).Select(number => number % 4 == 0 ? $"id-{number % 3}" : $"id-{number}");

    private static Gen<MemoryRecord> Records =>
        from id in Ids
        from type in Gen.Elements(Types)
        from repo in Gen.Elements(Repos)
        from sha in Gen.Elements(Shas)
        from fingerprint in Gen.Elements(Fingerprints)
        from severity in Gen.Elements(Severities)
        from number in Gen.Choose(0, 12)
        from age in Gen.Choose(-2, 200)
        from paths in Gen.ArrayOf(Gen.Elements(Paths))
        select new MemoryRecord
        {
            Id = id,
            Type = type,
            Repo = repo,
            Sha = sha,
            Fingerprint = fingerprint,
            Severity = severity,
            PrNumber = number < 3 ? number : null,
            Title = $"title {number}",
            Timestamp = age < 100 ? null : new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).AddDays(-age + 100),
            Paths = paths,
            Metadata = MemoryRecords.Members(number % 2 == 0 ? """{"conclusion":"cancelled"}""" : "{}"),
        };

    private static Gen<MemoryQuery> Queries =>
        from paths in Gen.ArrayOf(Gen.Elements(Paths))
        from fingerprint in Gen.Elements(Fingerprints)
        from text in Gen.Elements(Texts)
        from sha in Gen.Elements(Shas)
        from number in Gen.Choose(0, 8)
        from repo in Gen.Elements(Repos)
        from severity in Gen.Elements(Severities)
        from days in Gen.Choose(0, 30)
        from limit in Gen.Choose(1, 5)
        select new MemoryQuery
        {
            Paths = paths,
            Fingerprint = fingerprint,
            Text = text,
            Sha = sha,
            PrNumber = number < 3 ? number : null,
            Repo = repo,
            Severity = number > 5 ? severity : null,
            Since = days > 20 ? new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).AddDays(days - 25) : null,
            Limit = limit,
        };

    /// <summary>Makes one call and tells everything that the caller sees of it.</summary>
    public static async Task<string> SeenAsync(IMemoryStore memory, Call call, CancellationToken cancellationToken)
    {
        try
        {
            return call switch
            {
                Call.Add add => (await memory.AddAsync(add.Record, cancellationToken)).ToString(),
                Call.Append append => MemoryRecords.TextOf(await memory.AppendAsync(append.Record, cancellationToken)),
                Call.Get get => MemoryRecords.TextOf(await memory.GetAsync(get.Id, cancellationToken)),
                Call.Query query => await PagesAsync(cursor => memory.QueryAsync(query.Wanted with { Cursor = cursor }, cancellationToken)),
                Call.List list => await PagesAsync(cursor =>
                    memory.ListAsync(new MemoryListing { Limit = list.Limit, Cursor = cursor }, cancellationToken)),
                Call.Read => await ReadAsync(memory, cancellationToken),
                _ => string.Empty,
            };
        }
        catch (DaybookException error)
        {
            return $"{error.Code} {error.Id} {string.Join(' ', (error as ConflictException)?.Candidates ?? [])}";
        }
    }

    private static async Task<string> ReadAsync(IMemoryStore memory, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        await foreach (MemoryRecord record in memory.ReadAsync(new ProblemList(), cancellationToken))
        {
            lines.Add(MemoryRecords.TextOf(record));
        }

        return string.Join('\n', lines);
    }

    private static async Task<string> PagesAsync(Func<string?, Task<Page<MemoryRecord>>> pageAfter)
    {
        var lines = new List<string>();
        string? cursor = null;
        do
        {
            Page<MemoryRecord> page = await pageAfter(cursor);
            lines.Add($"{page.Items.Count} of {page.Total}");
            lines.AddRange(page.Items.Select(MemoryRecords.TextOf));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return string.Join('\n', lines);
    }

    /// <summary>One call, or a wait between two.</summary>
    public abstract record Call
    {
        public sealed record Add(MemoryRecord Record) : Call;

        public sealed record Append(MemoryRecord Record) : Call;

        public sealed record Wait(TimeSpan For) : Call;

        public sealed record Query(MemoryQuery Wanted) : Call;

        public sealed record List(int Limit) : Call;

        public sealed record Get(string Id) : Call;

        public sealed record Read : Call;
    }
}
