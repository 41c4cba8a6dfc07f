using Daybook.Runs;
using Xunit;

namespace Daybook.Embedded.Tests.Runs;

public sealed class RunDoctorTests
{
    private readonly RunFixture fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_finds_everything_and_mends_what_can_be_mended_once()
    {
        await fixture.CreateAsync("good");
        fixture.Processes.Start(900);
        await fixture.DoAsync(store => store.Runs.CreateAsync(RunFixture.Run with { RunId = "killed", Pid = 900 }, Cancellation));
        fixture.Processes.End(900);
        fixture.Plant(RunFixture.Runs + "/broken", "run_id: broken\nstatus: [");
        fixture.Plant(RunFixture.Runs + "/newer", "version: 2\nrun_id: newer\n");
        fixture.Plant(RunFixture.Runs + "/orphan", "output", "agent-stdout.txt");
        fixture.Disk.PlantDirectory(RunFixture.Runs + "/vacant");
        fixture.Plant(RunFixture.Runs + "/good", "half", ".run-info.yaml.abc.daybook-tmp");
        fixture.Plant(RunFixture.Runs + "/.new-77-1-abc", "half");
        fixture.Plant(RunFixture.Runs + $"/.new-{fixture.Processes.OwnPid}-1-abc", "being made");
        fixture.Plant(RunFixture.Runs + "/.gone-abc", "half");

        string[] all = ["damaged", "interrupted", "leftover_temp", "leftover_temp", "leftover_temp", "unreadable", "unrecorded_folder", "unrecorded_folder"];
        Assert.Equal(all, (await ExamineAsync()).Select(finding => finding.Problem).Order());
        IReadOnlyList<Finding> mended = await fixture.DoAsync(store => store.RunDoctor.FixAsync(Cancellation));
        Assert.Equal(all, mended.Select(finding => finding.Problem).Order());
        Assert.Equal(["damaged", "unreadable"], mended.Where(finding => !finding.Fixed).Select(finding => finding.Problem).Order());
        Assert.Equal(["damaged", "unreadable"], (await ExamineAsync()).Select(finding => finding.Problem).Order());
        Assert.Equal(2, Assert.Single(await ExamineAsync(), finding => finding.Problem == "damaged").Line);

        Assert.Equal(RunStatus.Interrupted, (await fixture.GetAsync("killed")).Run.Status);
        Assert.Equal("output", fixture.Disk.ReadText($"{TestStores.SimulatedFolder}/quarantine/{Assert.Single(fixture.Disk.List(TestStores.SimulatedFolder + "/quarantine"))}/agent-stdout.txt"));
        Assert.Equal([$".new-{fixture.Processes.OwnPid}-1-abc", "broken", "good", "killed", "newer"], fixture.Disk.List(RunFixture.Runs).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Where_nothing_is_wrong_it_says_so_and_creates_nothing()
    {
        Assert.Empty(await ExamineAsync());
        Assert.Empty(await fixture.DoAsync(store => store.RunDoctor.FixAsync(Cancellation)));
        Assert.False(fixture.Disk.Exists(TestStores.SimulatedFolder + "/runs"));
    }

    [Theory]
    [InlineData("young", "agent-stdout.txt", "unrecorded_folder")]
    [InlineData("", "run-info.1.yaml.tmp", "leftover_temp")]
    public async Task What_another_program_may_still_be_writing_is_left_alone_and_it_is_said_for_how_long(string run, string name, string problem)
    {
        fixture.Adopt();
        await fixture.CreateAsync("good");
        fixture.Clock.Advance(TimeSpan.FromHours(1));
        fixture.Disk.Now = fixture.Clock.GetUtcNow();
        fixture.Plant($"{RunFixture.AdoptedRuns}/{(run.Length > 0 ? run : "good")}", "half", name);
        fixture.Clock.Advance(TimeSpan.FromSeconds(90));
        Finding young = Assert.Single(await fixture.DoAsync(store => store.RunDoctor.FixAsync(Cancellation)));
        Assert.Equal((problem, false), (young.Problem, young.Fixed));
        Assert.StartsWith("wait 9 min and run daybook doctor runs --fix again: it changed less than 10 min ago", young.Fix, StringComparison.Ordinal);
        fixture.Clock.Advance(TimeSpan.FromMinutes(9));
        Finding old = Assert.Single(await fixture.DoAsync(store => store.RunDoctor.FixAsync(Cancellation)));
        Assert.Equal((true, "daybook doctor runs --fix"), (old.Fixed, old.Fix));
        Assert.Empty(await ExamineAsync());
    }

    [Fact]
    public async Task Two_runs_of_one_id_are_told()
    {
        await fixture.CreateAsync("twice");
        fixture.Plant(TestStores.SimulatedFolder + "/runs/web/task-2/runs/twice", "run_id: twice\nstatus: completed\n");
        Assert.Equal("ambiguous_id", Assert.Single(await ExamineAsync()).Problem);
    }

    private Task<IReadOnlyList<Finding>> ExamineAsync() => fixture.DoAsync(store => store.RunDoctor.ExamineAsync(Cancellation));
}
