using Daybook.Embedded.Doctor;
using Daybook.Embedded.Tests.Runs;
using Daybook.Memory;
using Daybook.Tasks;
using Xunit;

namespace Daybook.Embedded.Tests.Doctor;

/// <summary>What doctor finds between the kinds.</summary>
public sealed class RecordDoctorTests
{
    private const string NoTask = "0f0e0d0c-0b0a-4908-8706-050403020100";
    private const string NoOperation = "01KTK4MF47RVY2WCXGFGX5AHT6";

    private static readonly TaskActor Tester = new() { Agent = "tester" };

    private readonly RunFixture fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task References_that_lead_somewhere_and_ids_of_other_systems_are_no_findings()
    {
        string task = await fixture.DoAsync(async store => (await store.Tasks.CreateAsync(new NewTask { Name = "x" }, Tester, Cancellation)).Id);
        string finished = await fixture.DoAsync(async store => (await store.Tasks.CreateAsync(new NewTask { Name = "y" }, Tester, Cancellation)).Id);
        await fixture.DoAsync(store => store.Tasks.ChangeAsync(finished, new TaskChange.Cancel("over"), Tester, Cancellation));
        await fixture.CreateAsync("one");
        await AddAsync(new MemoryRecord { Summary = "a", TaskId = task, RunId = "one" });
        await AddAsync(new MemoryRecord { Summary = "b", TaskId = finished });
        await AddAsync(new MemoryRecord { Summary = "c", TaskId = "JIRA-7", OperationId = "step 3", SessionId = "no session of ours" });
        ulong before = fixture.Disk.Hash;
        Assert.Empty(await ExamineAsync());
        Assert.Equal(before, fixture.Disk.Hash);
    }

    [Fact]
    public async Task References_that_lead_nowhere_are_told_once_each_and_are_no_damage()
    {
        await AddAsync(new MemoryRecord { Id = "first", Summary = "a", TaskId = NoTask, RunId = "gone", OperationId = NoOperation });
        await AddAsync(new MemoryRecord { Id = "second", Summary = "b", TaskId = NoTask, SupersededBy = "no-better" });
        await fixture.DoAsync(store => store.Runs.CreateAsync(RunFixture.Run with { RunId = "child", ParentRunId = "parent" }, Cancellation));
        IReadOnlyList<Finding> found = await ExamineAsync();
        Assert.All(found, static finding => Assert.Equal(("dangling_reference", Finding.Info, false), (finding.Problem, finding.Severity, finding.Remains)));
        Assert.Equal(["memory", "memory", "memory", "memory", "runs"], found.Select(static finding => finding.Kind).Order());
        foreach (string id in new[] { NoTask, "gone", NoOperation, "no-better", "parent" })
        {
            Assert.Single(found, finding => finding.Meaning.Contains($" {id} ", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("runs", "made-meanwhile")]
    [InlineData("operations", NoOperation)]
    public async Task What_was_made_after_its_kind_was_read_is_looked_up(string kind, string id)
    {
        var references = new ReferenceCheck();
        references.Complete(kind, isWhole: true);
        references.Add(new Referrer(MemoryRecord.KindName, "first", "memory.jsonl"), kind, id);
        Assert.Empty(await references.FindAsync((asked, named) => Task.FromResult((asked, named) == (kind, id))));
        Assert.Single(await references.FindAsync(static (_, _) => Task.FromResult(false)));
    }

    [Fact]
    public async Task Nothing_is_said_of_references_to_a_kind_in_which_something_cannot_be_read()
    {
        await AddAsync(new MemoryRecord { Summary = "a", RunId = "gone" });
        fixture.Plant(RunFixture.Runs + "/gone", "run_id: gone\nstatus: [");
        Assert.Empty(await ExamineAsync());
    }

    [Fact]
    public async Task Of_very_many_a_bounded_number_is_told_and_the_rest_is_counted()
    {
        for (int number = 0; number < ReferenceCheck.FindingsMax + 5; number++)
        {
            await AddAsync(new MemoryRecord { Summary = $"a{number}", RunId = $"gone-{number}" });
        }

        IReadOnlyList<Finding> found = await ExamineAsync();
        Assert.Equal((ReferenceCheck.FindingsMax + 1, "more", Finding.Info), (found.Count, found[^1].Problem, found[^1].Severity));
        Assert.StartsWith("5 more", found[^1].Meaning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_from_the_future_means_a_wrong_clock_and_an_event_planned_there_does_not()
    {
        await AddAsync(new MemoryRecord { Summary = "planned", Timestamp = fixture.Clock.GetUtcNow().AddYears(1) });
        Assert.Empty(await ExamineAsync());
        fixture.Clock.Advance(TimeSpan.FromDays(400));
        await AddAsync(new MemoryRecord { Id = "late", Summary = "written by a wrong clock" });
        fixture.Clock.Advance(TimeSpan.FromDays(-399));
        Finding finding = Assert.Single(await ExamineAsync());
        Assert.Equal(("clock_off", Finding.Warning), (finding.Problem, finding.Severity));
        Assert.Contains("late of memory is from the future", finding.Meaning, StringComparison.Ordinal);
    }

    private Task<MemoryRecord> AddAsync(MemoryRecord record) => fixture.DoAsync(store => store.Memory.AppendAsync(record with { Type = "note", Title = record.Summary }, Cancellation));

    private Task<IReadOnlyList<Finding>> ExamineAsync() => fixture.DoAsync(store => store.RecordDoctor.ExamineAsync(Cancellation));
}
