using System.Globalization;
using System.Text.Json;
using Daybook.Crash.Tests.Processes;
using Daybook.Crash.Tests.Tasks;
using Daybook.Embedded;
using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Daybook.Tasks;
using Xunit;

namespace Daybook.Crash.Tests;

/// <summary>Sixteen agents do mixed task commands on one store, each in a process of its own, and one at random is killed every 50 ms.</summary>
public sealed class KilledAgentsTests
{
    /// <summary>How many commands each agent does, where more are wanted than a build has time for.</summary>
    private const string CommandsVariable = "DAYBOOK_TASK_COMMANDS";
    private const int CommandsDefault = 16;
    private const int Agents = 16;
    private const int CommandsPerKill = 20;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_store_is_what_the_acknowledged_events_and_at_most_one_more_for_each_kill_amount_to()
    {
        int commands = int.Parse(Environment.GetEnvironmentVariable(CommandsVariable) ?? $"{CommandsDefault}", CultureInfo.InvariantCulture);
        using var scratch = new ScratchStore();
        var ledger = new EventLedger();
        int seed = Random.Shared.Next(1_000_000);
        StubbornAgent[] agents =
        [
            .. Enumerable.Range(0, Agents).Select(number => new StubbornAgent(scratch.Folder, $"agent-{number}", commands, seed + (number * 1000), ledger)),
        ];
        Task work = Task.WhenAll(agents.Select(agent => agent.RunAsync()));
        int kills = await Executioner.KillWhileAsync(
            agents, work, new Random(seed), Agents * commands / CommandsPerKill, TestTimeout.Default + TimeSpan.FromSeconds(commands));

        IReadOnlyList<JsonElement> events = JournalLines.Read(Path.Join(scratch.Folder, "tasks"), out int damaged);
        CheckEvents(events, ledger);
        NaiveJournal model = Replay(events, ledger);
        await CheckStoreAsync(scratch, model);
        Assert.InRange(damaged, 0, kills);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"seed {seed}: {events.Count} events of {Agents} agents, {ledger.Acknowledged.Count} acknowledged, {kills} kills, "
            + $"{model.TakenOver} claims taken over, {damaged} torn lines");
    }

    /// <summary>Each acknowledged event is there as it was told, and of those that nobody was told of at most one for each kill.</summary>
    private static void CheckEvents(IReadOnlyList<JsonElement> events, EventLedger ledger)
    {
        Dictionary<long, JsonElement> bySeq = events.ToDictionary(happened => happened.GetProperty("seq").GetInt64());
        foreach (AcknowledgedEvent told in ledger.Acknowledged)
        {
            Assert.True(bySeq.TryGetValue(told.Seq, out JsonElement happened), $"event {told.Seq} of {told.Agent} is lost");
            Assert.Equal((told.TaskId, told.Agent), (happened.GetProperty("task_id").GetString(), happened.GetProperty("agent").GetString()));
        }

        var acknowledged = ledger.Acknowledged.Select(told => told.Seq).ToHashSet();
        Assert.Equal(ledger.Acknowledged.Count, acknowledged.Count);
        foreach (IGrouping<string?, JsonElement> untold in events
            .Where(happened => !acknowledged.Contains(happened.GetProperty("seq").GetInt64()))
            .GroupBy(happened => happened.GetProperty("agent").GetString()))
        {
            Assert.InRange(untold.Count(), 0, ledger.KillsOf(untold.Key ?? ""));
        }
    }

    private static NaiveJournal Replay(IReadOnlyList<JsonElement> events, EventLedger ledger)
    {
        var model = new NaiveJournal(ledger.Acknowledged.GroupBy(told => (long)told.ProcessId).ToDictionary(
            process => process.Key, process => process.Max(told => told.Seq)));
        foreach (JsonElement happened in events)
        {
            model.Apply(happened);
        }

        return model;
    }

    private static async Task CheckStoreAsync(ScratchStore scratch, NaiveJournal model)
    {
        await using EmbeddedStore store = await scratch.OpenAsync();
        await MustBeAsync(store, model);
        Assert.All(await store.TaskDoctor.FixAsync(null, Cancellation), finding => Assert.True(finding.Fixed, finding.ToString()));
        Assert.Empty(await store.TaskDoctor.ExamineAsync(null, Cancellation));
        await using EmbeddedStore mended = await scratch.OpenAsync();
        await MustBeAsync(mended, model, isClaimKept: false);
    }

    private static async Task MustBeAsync(EmbeddedStore store, NaiveJournal model, bool isClaimKept = true)
    {
        var seen = new HashSet<string>();
        string? cursor = null;
        do
        {
            Page<TaskRecord> page = await store.Tasks.ListAsync(
                new TaskQuery { Statuses = [.. Enum.GetValues<TaskState>()], Limit = 200, Cursor = cursor }, Cancellation);
            foreach (TaskRecord task in page.Items)
            {
                NaiveTask expected = model.Tasks[task.Id];
                Assert.True(seen.Add(task.Id), $"{task.Id} is listed twice");
                Assert.Equal((expected.Name, expected.Priority), (task.Name, task.Priority));
                Assert.Equal(expected.Decisions.Order(), task.Context.Decisions.Order());

                // What doctor releases is pending afterwards.
                string status = TaskStateName.Of(task.Status);
                Assert.True(status == expected.Status || (!isClaimKept && (expected.Status, status) == ("in_progress", "pending")), $"{task.Id}: {status}");
                Assert.True(task.Status != TaskState.InProgress || task.Claim?.Token == expected.Token);
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
        Assert.Equal(model.Tasks.Count, seen.Count);
    }
}
