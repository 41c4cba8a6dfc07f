using Daybook.Durability.FileSystem;
using Daybook.Operations;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Operations;

/// <summary>The index is a view: whatever it says, listings show what there is.</summary>
public sealed class OperationIndexTests
{
    private const string Index = OperationFixture.Folder + "/ops-index.jsonl";

    private readonly OperationFixture fixture = new();

    [Theory]
    [InlineData("")]
    [InlineData("garbage\n\0\0{")]
    [InlineData("{\"invocation_id\":\"01KZZZZZZZZZZZZZZZZZZZZZZZ\",\"profile_id\":\"ghost\",\"started_at\":\"\"}\n")]
    [InlineData(null)]
    public async Task Listings_hide_nothing_and_show_no_ghosts_and_the_index_comes_back(string? content)
    {
        string[] ids = await StartThreeAsync();
        string good = fixture.Disk.ReadText(Index);
        if (content is null)
        {
            fixture.Disk.Delete(Index);
        }
        else
        {
            fixture.Disk.PlantFile(Index, content);
        }

        Page<OperationView> page = await fixture.ListAsync();
        Assert.Equal(ids.OrderDescending(StringComparer.Ordinal), page.Items.Select(view => view.Operation.InvocationId));
        Assert.Equal(3, page.Total);
        Assert.Equal(good, fixture.Disk.ReadText(Index));
    }

    [Fact]
    public async Task What_has_the_name_of_a_log_and_is_none_does_not_count()
    {
        await StartThreeAsync();
        fixture.Disk.PlantDirectory(OperationFixture.LogOf("01KTK4DFAS04MCX5GP1W2R6ZZZ"));
        Page<OperationView> page = await fixture.ListAsync();
        Assert.Equal((3, 3, 1), (page.Items.Count, page.Total, page.Problems.Count));
    }

    [Fact]
    public async Task A_row_twice_and_a_row_too_few_are_drift_that_doctor_mends()
    {
        await StartThreeAsync();
        string[] rows = fixture.Disk.ReadText(Index).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        fixture.Disk.PlantFile(Index, $"{rows[0]}\n{rows[0]}\n{rows[2]}\n");
        Assert.Equal("index_drift", Assert.Single(await fixture.ExamineAsync(), finding => finding.Problem != OrphanProblem).Problem);
        Assert.True(Assert.Single(await fixture.FixAsync(), finding => finding.Problem != OrphanProblem).Fixed);
        Assert.Equal(rows, fixture.Disk.ReadText(Index).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain(await fixture.ExamineAsync(), finding => finding.Problem != OrphanProblem);
    }

    [Fact]
    public async Task The_row_of_an_operation_that_has_just_begun_may_be_on_its_way()
    {
        fixture.Clock.Advance(DateTimeOffset.UtcNow - fixture.Clock.GetUtcNow());
        OperationChange begun = await fixture.StartAsync(OperationFixture.New);
        fixture.Disk.PlantFile(Index, "");
        Assert.DoesNotContain(await fixture.ExamineAsync(), finding => finding.Problem != OrphanProblem);

        fixture.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("index_drift", Assert.Single(await fixture.ExamineAsync(), finding => finding.Problem != OrphanProblem).Problem);
        Assert.True(Assert.Single(await fixture.FixAsync(), finding => finding.Problem != OrphanProblem).Fixed);
        Assert.Contains(begun.View.Operation.InvocationId, fixture.Disk.ReadText(Index), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_takes_no_index_stops_neither_a_start_nor_a_listing()
    {
        fixture.Disk.PlantDirectory(OperationFixture.Folder);
        fixture.Disk.PlantSymbolicLink(Index, "/home/user/elsewhere");
        string[] ids = await StartThreeAsync();
        Assert.Equal(3, (await fixture.ListAsync()).Items.Count);
        Assert.False(fixture.Disk.Exists("/home/user/elsewhere"));

        var full = new OperationFixture { Disk = new OperationFixture().Disk };
        await full.StartAsync(OperationFixture.New with { Id = ids[0] });
        full.Disk.Delete(Index);
        full.Disk.Inject(Fault.Fails(FileSystemError.NoSpace, DiskCall.Write) with { ForGood = true });
        Assert.Single((await full.ListAsync()).Items);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_start_beside_logs_without_an_index_begins_none_that_would_hide_them(bool isAdopted)
    {
        string folder = OperationFixture.Folder;
        if (isAdopted)
        {
            fixture.Adopt();
            folder = OperationFixture.Adopted;
        }

        fixture.Disk.PlantFile(
            OperationFixture.LogOf(OperationFixture.Id, folder),
            $$"""{"event":"started","invocation_id":"{{OperationFixture.Id}}","profile_id":"p","action":"a","started_at":"2026-10-01T00:00:00Z"}""" + "\n");
        await fixture.StartAsync(OperationFixture.New);
        Assert.DoesNotContain(await fixture.ExamineAsync(), finding => finding.Problem != OrphanProblem);
        await fixture.ListAsync();
        await fixture.StartAsync(OperationFixture.New);
        Assert.DoesNotContain(await fixture.ExamineAsync(), finding => finding.Problem != OrphanProblem);
        Assert.Equal(!isAdopted, fixture.Disk.Exists(folder + "/ops-index.jsonl"));
    }

    [Fact]
    public async Task In_a_fresh_clone_reading_makes_nothing()
    {
        var disk = new SimulatedFileSystem();
        disk.PlantDirectory(OperationFixture.Project + "/.git");
        disk.PlantFile(OperationFixture.LogOf(OperationFixture.Id), "{\"event\":\"started\",\"invocation_id\":\"" + OperationFixture.Id + "\",\"profile_id\":\"p\"}\n");
        int changes = disk.Changes;
        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(
            new EmbeddedOptions { MemoryDirectory = TestStores.SimulatedFolder + "/memory", WorkTree = OperationFixture.Project },
            TestStores.SimulatedPorts(disk),
            CancellationToken.None);
        Page<OperationView> page = await store.Operations.ListAsync(new OperationQuery(), CancellationToken.None);
        Assert.Equal(".daybook/operations/" + OperationFixture.Id + ".jsonl", Assert.Single(page.Items).Path);
        Assert.Equal(changes, disk.Changes);
    }

    private const string OrphanProblem = "orphan";

    private async Task<string[]> StartThreeAsync()
    {
        var ids = new List<string>();
        foreach (int _ in Enumerable.Range(0, 3))
        {
            ids.Add((await fixture.StartAsync(OperationFixture.New)).View.Operation.InvocationId);
            fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        return [.. ids];
    }
}
