using Daybook.Durability.FileSystem;
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
    public async Task A_leftover_that_cannot_be_removed_is_told_and_hides_no_other()
    {
        fixture.Plant(RunFixture.Runs + "/.gone-held", "half");
        fixture.Plant(RunFixture.Runs + "/.gone-loose", "half");
        fixture.Disk.Inject(Testing.Disk.Fault.Fails(FileSystemError.Denied, Testing.Disk.DiskCall.Delete) with { Path = RunFixture.Runs + "/.gone-held/run-info.yaml", ForGood = true });
        IReadOnlyList<Finding> mended = await fixture.DoAsync(store => store.RunDoctor.FixAsync(Cancellation));
        Assert.Equal([(".gone-held", false), (".gone-loose", true)], mended.Select(static finding => (Path.GetFileName(finding.Path), finding.Fixed)).Order());
        Assert.Contains("cannot be removed", Assert.Single(mended, static finding => !finding.Fixed).Meaning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_is_removed_however_deep_its_folders_stand_in_each_other()
    {
        await fixture.CreateAsync("deep");
        await fixture.DoAsync(store => store.Runs.FinishAsync("deep", new RunFinish { Status = RunStatus.Completed }, Cancellation));
        string levels = string.Concat(Enumerable.Repeat("/level", 40));
        fixture.Plant(RunFixture.Runs + "/deep" + levels, "at the bottom");
        fixture.Plant(RunFixture.Runs + "/.gone-deep" + levels, "at the bottom");
        fixture.Clock.Advance(TimeSpan.FromDays(8));
        var problems = new ProblemList();
        Assert.Single(await fixture.DoAsync(store => store.Runs.CollectAsync(new RunCollection(), problems, Cancellation)));
        Assert.Empty(problems.Items);
        Assert.Equal([".gone-deep"], fixture.Disk.List(RunFixture.Runs));
        Assert.True(Assert.Single(await fixture.DoAsync(store => store.RunDoctor.FixAsync(Cancellation))).Fixed);
        Assert.Empty(fixture.Disk.List(RunFixture.Runs));
    }

    [Fact]
    public async Task What_the_disk_keeps_of_a_removed_run_is_told()
    {
        await fixture.CreateAsync("held");
        await fixture.DoAsync(store => store.Runs.FinishAsync("held", new RunFinish { Status = RunStatus.Completed }, Cancellation));
        fixture.Clock.Advance(TimeSpan.FromDays(8));
        fixture.Disk.Inject(Testing.Disk.Fault.Fails(FileSystemError.Denied, Testing.Disk.DiskCall.Delete));
        var problems = new ProblemList();
        Assert.Single(await fixture.DoAsync(store => store.Runs.CollectAsync(new RunCollection(), problems, Cancellation)));
        Assert.StartsWith("run held is removed, and what is left", Assert.Single(problems.Items).Reason, StringComparison.Ordinal);
        Assert.Equal("leftover_temp", Assert.Single(await ExamineAsync()).Problem);
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

    [Fact]
    public async Task What_others_may_read_of_a_run_of_ours_is_found_in_every_folder_and_taken_from_them()
    {
        await fixture.CreateAsync("open");
        string project = TestStores.SimulatedFolder + "/runs/web";
        string[] ours =
        [
            TestStores.SimulatedFolder + "/runs", project, project + "/task-1", RunFixture.Runs, RunFixture.Runs + "/open",
            RunFixture.Runs + "/open/run-info.yaml", RunFixture.Runs + "/open/agent-stdout.txt",
        ];
        fixture.Plant(RunFixture.Runs + "/open", "captured", "agent-stdout.txt");
        fixture.Plant(RunFixture.Runs + "/open", "of the agent", "output.md");
        foreach (string path in ours.Append(RunFixture.Runs + "/open/output.md"))
        {
            fixture.Disk.SetPermissions(path, (UnixFileMode)0x1FF);
        }

        Assert.Equal(ours.Order(StringComparer.Ordinal), (await ExamineAsync()).Where(static finding => finding.Problem == "wrong_mode").Select(static finding => finding.Path).Order(StringComparer.Ordinal));
        IReadOnlyList<Finding> mended = await fixture.DoAsync(store => store.RunDoctor.FixAsync(Cancellation));
        Assert.Equal(ours.Length, mended.Count(static finding => finding is { Fixed: true, Fix: "daybook doctor runs --fix" }));
        Assert.Empty(await ExamineAsync());
        Assert.All(ours, path => Assert.Equal((UnixFileMode)0x1C0, fixture.Disk.Stat(path)?.Permissions));
    }

    [Fact]
    public async Task In_an_adopted_folder_permissions_are_those_of_the_other_system()
    {
        fixture.Adopt();
        await fixture.CreateAsync("theirs");
        fixture.Disk.SetPermissions(RunFixture.AdoptedRuns + "/theirs/run-info.yaml", (UnixFileMode)0x1B6);
        Assert.Empty(await ExamineAsync());
    }

    private Task<IReadOnlyList<Finding>> ExamineAsync() => fixture.DoAsync(store => store.RunDoctor.ExamineAsync(Cancellation));
}
