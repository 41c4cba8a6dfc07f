using Daybook.Drafts;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Search;
using Daybook.Tasks;
using Daybook.Testing;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Search;

/// <summary>Whatever is stored and asked, the index finds what a scan of all records finds, with the same scores.</summary>
public sealed class SearchOracleTests : IDisposable
{
    private static readonly TaskActor Actor = new() { Agent = "codex" };

    private static readonly string[] Words =
    [
        "pool", "pools", "retry", "retries", "timeout", "src/db/pool.cs", "HttpClient", "max_retries", "E0277", "2026-03-14", "#123", "the", "cache", "node", "v1.2.3",
        "deadbeefcafe", "naïve", "Straße", "пул", "連接池", "connection", "leak", "leaked", "build", "CS8602", "a.b.c", "x", "queue", "flush", "disk",
    ];

    private readonly TempDirectory directory = new();
    private readonly ManualClock clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_index_finds_what_a_scan_finds(int part)
    {
        int seed = Random.Shared.Next() ^ part;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);

        // A clock that stands still: what a search takes in before it answers is bounded by time.
        EmbeddedPorts ports = TestStores.RealPorts(clock, new RandomIdSource()) with { Clock = new SimulatedClock() };
        await using EmbeddedStore store = await TestStores.OpenAsync(ports, TestStores.Create(ports, directory.Path).Path);
        var oracle = new VolatileSearch(store, clock);
        var ids = new List<string>();
        for (int round = 0; round < 12; round++)
        {
            await ChangeAsync(store, random, ids);
            for (int question = 0; question < 12; question++)
            {
                await CompareAsync(store, oracle, Ask(random), seed);
            }
        }
    }

    private static async Task CompareAsync(EmbeddedStore store, VolatileSearch oracle, SearchQuery query, int seed)
    {
        SearchAnswer expected = await oracle.SearchAsync(query, Cancellation);
        SearchAnswer actual = await store.Search.SearchAsync(query, Cancellation);
        string about = $"seed {seed}: {query}";
        Assert.False(actual.IsCapped, about);
        Assert.True(actual.Behind == 0, about);
        Assert.True(
            expected.Items.Select(Key).Order(StringComparer.Ordinal).SequenceEqual(actual.Items.Select(Key).Order(StringComparer.Ordinal)), about);
        if (query.IsNewestFirst)
        {
            Assert.True(expected.Items.Select(Key).SequenceEqual(actual.Items.Select(Key)), about);
        }
    }

    private static string Key(SearchHit hit) => $"{hit.Kind} {hit.Id} {hit.Title}";

    private static SearchQuery Ask(Random random) => new()
    {
        Text = string.Join(' ', Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(6) switch
        {
            0 => $"\"{Word(random)} {Word(random)}\"",
            1 => $"{Word(random)[..1]}*",
            _ => Word(random),
        })),
        Limit = SearchQuery.LimitMax,
        Kinds = random.Next(4) == 0 ? [RecordKinds.All[random.Next(5)], RecordKinds.All[random.Next(5)]] : [],
        Repo = random.Next(6) == 0 ? $"acme/{random.Next(3)}" : null,
        Type = random.Next(6) == 0 ? random.GetItems(["note", "incident", "pending", "completed", "open", "closed"], 1)[0] : null,
        Severity = random.Next(8) == 0 ? "error" : null,
        Path = random.Next(6) == 0 ? random.GetItems(["src", "src/a", "src/a/0.cs", "docs/x", "."], 1)[0] : null,
        Since = random.Next(6) == 0 ? At(random) : null,
        Until = random.Next(6) == 0 ? At(random) : null,
        IsNewestFirst = random.Next(3) == 0,
    };

    private static DateTimeOffset At(Random random) => new ManualClock().GetUtcNow() + TimeSpan.FromHours(random.Next(-24 * 200, 24 * 30));

    private static string Word(Random random) => random.GetItems(Words, 1)[0];

    private static string Text(Random random) => string.Join(' ', random.GetItems(Words, random.Next(1, 12)));

    private async Task ChangeAsync(EmbeddedStore store, Random random, List<string> ids)
    {
        clock.Advance(TimeSpan.FromHours(random.Next(1, 60)));
        for (int count = random.Next(1, 12); count > 0; count--)
        {
            MemoryRecord stored = await store.Memory.AppendAsync(
                new MemoryRecord
                {
                    Type = random.Next(2) == 0 ? "note" : "incident",
                    Title = Text(random),
                    Summary = Text(random),
                    Repo = $"acme/{random.Next(3)}",
                    Severity = random.Next(2) == 0 ? "fatal" : "error",
                    Paths = [$"src/{(char)('a' + random.Next(3))}/{random.Next(3)}.cs"],
                    Timestamp = random.Next(3) == 0 ? At(random) : null,
                },
                Cancellation);
            ids.Add(stored.Id ?? "");
        }

        TaskRecord task = await store.Tasks.CreateAsync(new NewTask { Name = Text(random), Tags = [Word(random)] }, Actor, Cancellation);
        TaskChange[] changes = [new TaskChange.Start { Reason = null }, new TaskChange.Complete(null), new TaskChange.Reopen(null)];
        foreach (TaskChange change in changes[..random.Next(4)])
        {
            await store.Tasks.ChangeAsync(task.Id, change, Actor, Cancellation);
        }

        DraftSummary draft = await store.Drafts.SaveAsync(new DraftSave { StateJson = $$"""{"initial_description":"{{Text(random)}}"}""" }, Cancellation);
        OperationChange operation = await store.Operations.StartAsync(
            new NewOperation { ProfileId = "p", Action = "a", Actor = "me", RequestText = Text(random) }, Cancellation);
        switch (random.Next(5))
        {
            case 0:
                string gone = ids[random.Next(ids.Count)];
                ids.Remove(gone);
                await store.Memory.ForgetAsync(new MemoryForget { Id = gone, Reason = "wrong" }, Cancellation);
                break;
            case 1:
                await store.Drafts.DeleteAsync(draft.SessionId, Cancellation);
                break;
            case 2:
                await store.Operations.CompleteAsync(
                    operation.View.Operation.InvocationId, new OperationCompletion { Outcome = OperationOutcome.Done, Evidence = Text(random) }, Cancellation);
                break;
            case 3:
                await store.Memory.CompactAsync(new MemoryCompaction { RetentionDays = 30 }, null, Cancellation);
                break;
            default:
                break;
        }
    }
}
