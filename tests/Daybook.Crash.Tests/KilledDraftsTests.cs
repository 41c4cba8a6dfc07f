using System.Globalization;
using System.Text.Json;
using Daybook.Crash.Tests.Processes;
using Daybook.Crash.Tests.Tasks;
using Daybook.Drafts;
using Daybook.Embedded;
using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Xunit;

namespace Daybook.Crash.Tests;

/// <summary>Eight processes save drafts in one store, their own and a shared one, and one at random is killed every 50 ms.</summary>
public sealed class KilledDraftsTests
{
    private const string Shared = "0194f3a2-7c1e-7d10-9a51-000000000000";
    private const string SavesVariable = "DAYBOOK_DRAFT_SAVES";
    private const int SavesDefault = 20;
    private const int Agents = 8;
    private const int SavesPerKill = 8;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_draft_is_its_last_acknowledged_state_and_whole_at_any_moment()
    {
        int saves = int.Parse(Environment.GetEnvironmentVariable(SavesVariable) ?? $"{SavesDefault}", CultureInfo.InvariantCulture);
        using var scratch = new ScratchStore();
        var ledger = new EventLedger();
        int seed = Random.Shared.Next(1_000_000);
        StubbornAgent[] agents =
        [
            .. Enumerable.Range(0, Agents).Select(number => new StubbornAgent(scratch.Folder, $"drafts-{number}", saves, seed + (number * 1000), ledger)),
        ];
        Task work = Task.WhenAll(agents.Select(agent => agent.RunAsync()));
        Task<int> reading = ReadWhileAsync(scratch, work);
        int kills = await Executioner.KillWhileAsync(
            agents, work, new Random(seed), Agents * saves / SavesPerKill, TestTimeout.Default + TimeSpan.FromSeconds(saves));
        int reads = await reading;

        await using EmbeddedStore store = await scratch.OpenAsync();
        foreach (IGrouping<string, AcknowledgedEvent> told in ledger.Acknowledged.GroupBy(told => told.TaskId))
        {
            long[] numbers = [.. told.Select(save => save.Seq)];
            Assert.True(numbers.Zip(numbers.Skip(1)).All(pair => pair.First < pair.Second), $"seed {seed}: {told.Key} lost a save: {string.Join(' ', numbers)}");
            Assert.Equal(numbers[^1], NumberIn((await store.Drafts.LoadAsync(told.Key, Cancellation)).StateJson));
        }

        Assert.Equal(Agents + 1, (await store.Drafts.ListAsync(new DraftQuery(), Cancellation)).Items.Count);
        Assert.Empty(await store.DraftDoctor.ExamineAsync(Cancellation));
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}: {ledger.Acknowledged.Count} saves acknowledged, {kills} kills, {reads} reads");
    }

    /// <summary>Loads the shared draft again and again while others save it and die.</summary>
    private static async Task<int> ReadWhileAsync(ScratchStore scratch, Task work)
    {
        DateTimeOffset? created = null;
        int reads = 0;
        while (!work.IsCompleted)
        {
            await using EmbeddedStore store = await scratch.OpenAsync();
            Page<DraftSummary> page = await store.Drafts.ListAsync(new DraftQuery(), Cancellation);
            Assert.Empty(page.Problems);
            if (page.Items.Any(draft => draft.SessionId == Shared))
            {
                Draft draft = await store.Drafts.LoadAsync(Shared, Cancellation);
                NumberIn(draft.StateJson);
                created ??= draft.CreatedAt;
                Assert.Equal(created, draft.CreatedAt);
                reads++;
            }
        }

        return reads;
    }

    private static long NumberIn(string state)
    {
        using var json = JsonDocument.Parse(state);
        long number = json.RootElement.GetProperty("number").GetInt64();
        Assert.Equal(number, json.RootElement.GetProperty("again").GetInt64());
        return number;
    }
}
