using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Runs;
using Xunit;

namespace Daybook.Embedded.Tests.Runs;

/// <summary>Folders of runs as others leave them.</summary>
public sealed class RunFilesTests
{
    private readonly RunFixture fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_wrong_with_a_record_of_the_first_shape_is_told_of_its_own_file()
    {
        fixture.Plant(RunFixture.Runs + "/run_20260204-161049-90985", "RUN_ID=run_20260204-161049-90985\nEXIT_CODE=abc\n", "cwd.txt");
        Problem problem = Assert.Single((await fixture.ListAsync()).Problems);
        Assert.EndsWith("/cwd.txt", problem.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_ends_while_it_is_read_is_not_told_as_interrupted()
    {
        Assert.Equal(RunStatus.Completed, (await BesideItsEndAsync(static store => store.Runs.GetAsync("run", CancellationToken.None))).State);
        Assert.Equal(
            RunStatus.Completed,
            Assert.Single((await BesideItsEndAsync(static store => store.Runs.ListAsync(new RunQuery(), CancellationToken.None))).Items).State);
        Assert.Empty((await BesideItsEndAsync(
            static store => store.Runs.ListAsync(new RunQuery { State = RunStatus.Interrupted }, CancellationToken.None))).Items);
        Assert.Empty(await BesideItsEndAsync(static store => store.RunDoctor.ExamineAsync(CancellationToken.None)));
    }

    /// <summary>The end is noted, and the process gone, between the look at the record and the one at the processes.</summary>
    private static async Task<T> BesideItsEndAsync<T>(Func<EmbeddedStore, Task<T>> read)
    {
        var fixture = new RunFixture();
        fixture.Processes.Start(900);
        await fixture.DoAsync(store => store.Runs.CreateAsync(RunFixture.Run with { RunId = "run", Pid = 900 }, CancellationToken.None));
        return await fixture.DoAsync(async store =>
        {
            fixture.Processes.Looking = pid =>
            {
                if (pid != 900)
                {
                    return;
                }

                fixture.Processes.Looking = null;
                fixture.DoAsync(other => other.Runs.FinishAsync("run", new RunFinish { Status = RunStatus.Completed }, CancellationToken.None)).GetAwaiter().GetResult();
                fixture.Processes.End(900);
            };
            return await read(store);
        });
    }

    [Fact]
    public async Task What_is_damaged_or_orphaned_stands_beside_the_good_ones()
    {
        await fixture.CreateAsync("good");
        fixture.Plant(RunFixture.Runs + "/broken", "run_id: broken\nstatus: [");
        fixture.Plant(RunFixture.Runs + "/empty", "");
        fixture.Plant(RunFixture.Runs + "/newer", "version: 2\nrun_id: newer\n");
        fixture.Plant(RunFixture.Runs + "/misplaced", "run_id: other\nstatus: completed\n");
        fixture.Plant(RunFixture.Runs + "/orphan", "x", "agent-stdout.txt");
        fixture.Disk.PlantSymbolicLink(RunFixture.Runs + "/link", "/etc");
        Page<RunView> page = await fixture.ListAsync();
        Assert.Equal(["good", "misplaced"], page.Items.Select(view => view.Run.RunId).Order());
        Assert.Equal(
            ["broken/run-info.yaml", "empty/run-info.yaml", "link/run-info.yaml", "misplaced/run-info.yaml", "newer/run-info.yaml", "orphan"],
            page.Problems.Select(problem => problem.Path[(RunFixture.Runs.Length + 1)..]).Order());
        await Assert.ThrowsAsync<CorruptStoreException>(() => fixture.GetAsync("broken"));
        await Assert.ThrowsAsync<CorruptStoreException>(() => fixture.GetAsync("empty"));
        await Assert.ThrowsAsync<NewerFormatException>(() => fixture.GetAsync("newer"));
        await Assert.ThrowsAsync<NotFoundException>(() => fixture.GetAsync("orphan"));
        await Assert.ThrowsAsync<StorageException>(() => fixture.GetAsync("link"));
    }

    [Fact]
    public async Task A_file_in_place_of_the_folder_of_all_runs_is_refused_and_one_further_down_is_told()
    {
        await fixture.CreateAsync("good");
        fixture.Disk.PlantFile(Path.GetDirectoryName(RunFixture.Runs) + "2", "");
        string other = Path.GetDirectoryName(RunFixture.Runs) + "3";
        fixture.Disk.PlantDirectory(other);
        fixture.Disk.PlantFile(other + "/runs", "");
        Page<RunView> page = await fixture.ListAsync();
        Assert.Equal("good", Assert.Single(page.Items).Run.RunId);
        Assert.Equal(other + "/runs", Assert.Single(page.Problems).Path);

        string all = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(RunFixture.Runs)!)!)!;
        fixture.Disk.Rename(all, all + "-away");
        fixture.Disk.PlantFile(all, "");
        Assert.Equal(all, (await Assert.ThrowsAsync<StorageException>(() => fixture.ListAsync())).Path);
        Finding finding = Assert.Single(await fixture.DoAsync(store => store.RunDoctor.ExamineAsync(Cancellation)));
        Assert.Equal(("unsafe_file", all), (finding.Problem, finding.Path));
    }

    [Fact]
    public async Task A_damaged_record_is_never_written_over()
    {
        fixture.Plant(RunFixture.Runs + "/empty", "");
        await Assert.ThrowsAsync<CorruptStoreException>(
            () => fixture.DoAsync(store => store.Runs.FinishAsync("empty", new RunFinish { Status = RunStatus.Completed }, Cancellation)));
        Assert.Equal("", fixture.Disk.ReadText(RunFixture.Runs + "/empty/run-info.yaml"));
    }

    [Theory]
    [InlineData("run_id: living\nstatus: [", ErrorCode.Corrupt)]
    [InlineData("version: 2\nrun_id: living\n", ErrorCode.NewerFormat)]
    public async Task Beside_a_record_that_is_not_understood_nothing_is_collected_since_it_may_name_any_run(string content, ErrorCode code)
    {
        await fixture.CreateAsync("ended");
        await fixture.DoAsync(store => store.Runs.FinishAsync("ended", new RunFinish { Status = RunStatus.Completed }, Cancellation));
        fixture.Plant(RunFixture.Runs + "/living", content);
        fixture.Clock.Advance(TimeSpan.FromDays(8));
        foreach (bool dryRun in (bool[])[true, false])
        {
            DaybookException refused = await Assert.ThrowsAnyAsync<DaybookException>(() => CollectAsync(new RunCollection { DryRun = dryRun }, new ProblemList()));
            Assert.Equal((code, RunFixture.Runs + "/living/run-info.yaml"), (refused.Code, refused.Path));
            Assert.EndsWith("nothing was removed", refused.Message, StringComparison.Ordinal);
        }

        await fixture.GetAsync("ended");
    }

    [Fact]
    public async Task What_a_sweep_leaves_alone_it_tells()
    {
        fixture.Plant(RunFixture.Runs + "/orphan", "x", "agent-stdout.txt");
        fixture.Disk.PlantSymbolicLink(RunFixture.Runs + "/link", "/etc");
        var collecting = new ProblemList();
        await CollectAsync(new RunCollection(), collecting);
        var reaping = new ProblemList();
        await fixture.DoAsync(store => store.Runs.ReapAsync(reaping, Cancellation));
        foreach (ProblemList problems in (ProblemList[])[collecting, reaping])
        {
            Assert.Equal([RunFixture.Runs + "/link/run-info.yaml", RunFixture.Runs + "/orphan"], problems.Items.Select(static problem => problem.Path).Order());
        }
    }

    [Fact]
    public async Task A_run_of_an_adopted_folder_that_another_process_removes_meanwhile_holds_up_no_sweep()
    {
        fixture.Adopt();
        foreach (string id in (string[])["first", "second"])
        {
            fixture.Processes.Start(900);
            await fixture.DoAsync(store => store.Runs.CreateAsync(RunFixture.Run with { RunId = id, Pid = 900 }, Cancellation));
            fixture.Processes.End(900);
        }

        LoseFolderOnce("second");
        RunView reaped = Assert.Single(await fixture.DoAsync(store => store.Runs.ReapAsync(new ProblemList(), Cancellation)));
        Assert.Equal("first", reaped.Run.RunId);
        await fixture.DoAsync(store => store.Runs.ReapAsync(new ProblemList(), Cancellation));
        fixture.Clock.Advance(TimeSpan.FromDays(8));
        LoseFolderOnce("first");
        RunView collected = Assert.Single(await CollectAsync(new RunCollection(), new ProblemList()));
        Assert.Equal("second", collected.Run.RunId);

        // What whoever opens the lock file in a folder that is gone is told.
        void LoseFolderOnce(string id) => fixture.Disk.Inject(
            Testing.Disk.Fault.Fails(FileSystemError.NotFound, Testing.Disk.DiskCall.Open) with { Path = $"{RunFixture.AdoptedRuns}/{id}/run-info.yaml.lock" });
    }

    [Fact]
    public async Task Records_of_the_first_shape_are_listed_and_never_written()
    {
        const string Text = "RUN_ID=run_20260204-161049-90985\nCWD=/home/user\nAGENT=claude\nCMD=claude -p < \"a=b\"\nPID=91032\n";
        fixture.Plant(RunFixture.Runs + "/run_20260204-161049-90985", Text + "EXIT_CODE=0\n", "cwd.txt");
        fixture.Plant(RunFixture.Runs + "/run_20260204-161050-90986", Text + "EXIT_CODE=3\r\n", "cwd.txt");
        fixture.Plant(TestStores.SimulatedFolder + "/runs/run_20260204-161051-90987", Text, "cwd.txt");
        IReadOnlyList<RunView> items = (await fixture.ListAsync()).Items;
        Assert.Equal([RunStatus.Unknown, RunStatus.Failed, RunStatus.Completed], items.Select(view => view.State));
        Assert.Equal("claude -p < \"a=b\"", items[2].Run.CommandLine);
        Assert.Equal(new DateTimeOffset(2026, 2, 4, 16, 10, 49, TimeSpan.Zero), items[2].Run.StartTime);
        Assert.NotNull(items[2].Run.EndTime);
        Assert.Empty(await fixture.DoAsync(store => store.Runs.CollectAsync(new RunCollection { OlderThan = TimeSpan.Zero }, new ProblemList(), Cancellation)));
        await Assert.ThrowsAsync<ConflictException>(() => fixture.DoAsync(
            store => store.Runs.FinishAsync("run_20260204-161051-90987", new RunFinish { Status = RunStatus.Completed }, Cancellation)));
    }

    [Fact]
    public async Task An_adopted_folder_keeps_its_form_and_its_lock()
    {
        fixture.Adopt();
        RunRecord run = await fixture.DoAsync(store => store.Runs.CreateAsync(RunFixture.Run, Cancellation));
        string folder = $"{RunFixture.AdoptedRuns}/{run.RunId}";
        string running = fixture.Disk.ReadText(folder + "/run-info.yaml");
        Assert.StartsWith("version: 1\nrun_id: ", running, StringComparison.Ordinal);
        Assert.Contains("\nend_time: 0001-01-01T00:00:00Z\nexit_code: -1\nstatus: running\n", running, StringComparison.Ordinal);
        Assert.Equal(FilePermissions.SharedFile, fixture.Disk.Stat(folder + "/run-info.yaml")?.Permissions);

        fixture.Plant(folder, running + "theirs: 1\n");
        await fixture.DoAsync(store => store.Runs.FinishAsync(run.RunId, new RunFinish { Status = RunStatus.Completed }, Cancellation));
        string ended = fixture.Disk.ReadText(folder + "/run-info.yaml");
        Assert.Contains("\nend_time: 2026-11-01T12:00:00Z\nexit_code: 0\nstatus: completed\n", ended, StringComparison.Ordinal);
        Assert.EndsWith("theirs: 1\n", ended, StringComparison.Ordinal);

        using IFile theirs = fixture.Disk.Open(folder + "/run-info.yaml.lock", OpenMode.OpenOrCreate);
        Assert.True(theirs.TryLock(LockMode.Exclusive));
        await Assert.ThrowsAsync<BusyException>(
            () => fixture.DoAsync(store => store.Runs.UpdateAsync(run.RunId, static old => old with { Pgid = 1 }, Cancellation)));
    }

    [Fact]
    public async Task An_id_that_another_process_is_giving_to_a_run_is_waited_for_and_then_refused()
    {
        await fixture.CreateAsync("one");
        string locks = TestStores.SimulatedFolder + "/locks";
        var held = new List<IFile>();
        for (int number = 0; number < 256; number++)
        {
            IFile file = fixture.Disk.Open($"{locks}/runs-{number:x2}.lock", OpenMode.OpenOrCreate);
            Assert.True(file.TryLock(LockMode.Exclusive));
            held.Add(file);
        }

        await Assert.ThrowsAsync<BusyException>(() => fixture.CreateAsync("two"));
        held.ForEach(static file => file.Dispose());
        Assert.Equal("two", (await fixture.CreateAsync("two")).RunId);
    }

    [Fact]
    public async Task Reaping_in_an_adopted_folder_says_what_the_other_system_understands()
    {
        fixture.Adopt();
        fixture.Processes.Start(900);
        RunRecord run = await fixture.DoAsync(store => store.Runs.CreateAsync(RunFixture.Run with { Pid = 900 }, Cancellation));
        fixture.Plant($"{RunFixture.AdoptedRuns}/theirs", "run_id: theirs\nstatus: running\npid: 900\n");
        fixture.Processes.End(900);
        await fixture.DoAsync(store => store.Runs.ReapAsync(new ProblemList(), Cancellation));
        RunView reaped = await fixture.GetAsync(run.RunId);
        Assert.Equal((RunStatus.Failed, -1), (reaped.Run.Status, reaped.Run.ExitCode));
        Assert.StartsWith("interrupted", reaped.Run.ErrorSummary, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Unknown, (await fixture.GetAsync("theirs")).State);
    }

    [Fact]
    public async Task In_an_adopted_folder_too_an_end_that_somebody_saw_takes_the_place_of_one_that_a_sweep_inferred()
    {
        fixture.Adopt();
        fixture.Processes.Start(900);
        RunRecord run = await fixture.DoAsync(store => store.Runs.CreateAsync(RunFixture.Run with { Pid = 900 }, Cancellation));
        fixture.Processes.End(900);
        await fixture.DoAsync(store => store.Runs.ReapAsync(new ProblemList(), Cancellation));
        var seen = new RunFinish { Status = RunStatus.Completed, ExitCode = 0 };
        RunRecord finished = await fixture.DoAsync(store => store.Runs.FinishAsync(run.RunId, seen, Cancellation));
        Assert.Equal((RunStatus.Completed, 0, null), (finished.Status, finished.ExitCode, finished.ErrorSummary));
        await Assert.ThrowsAsync<ConflictException>(() => fixture.DoAsync(
            store => store.Runs.FinishAsync(run.RunId, seen with { Status = RunStatus.Failed, ExitCode = 1 }, Cancellation)));
    }

    [Fact]
    public async Task An_adopted_folder_that_is_gone_is_neither_made_anew_nor_taken_for_an_empty_one()
    {
        fixture.Adopt();
        fixture.Disk.DeleteDirectory(RunFixture.Adopted);
        await Assert.ThrowsAsync<NotFoundException>(() => fixture.DoAsync(store => store.Runs.CreateAsync(RunFixture.Run, Cancellation)));
        await Assert.ThrowsAsync<NotFoundException>(fixture.ListAsync);
    }

    [Fact]
    public async Task Whoever_comes_between_the_read_and_the_write_of_an_update_is_kept_out()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var own = new RunFixture();
            await own.CreateAsync("one");
            int done = 0;
            for (int round = 0; round < 10; round++)
            {
                await own.DoAsync(store => store.Runs.UpdateAsync("one", Between, Cancellation));
                done++;
            }

            Assert.True((await own.GetAsync("one")).Run.Pgid == done, $"seed {seed}");

            RunRecord Between(RunRecord old)
            {
                // Another process, at the worst moment: what this one has read must still be the truth when it writes.
                for (int others = random.Next(3); others > 0; others--)
                {
                    Assert.Throws<BusyException>(() => own.DoAsync(store => store.Runs.UpdateAsync(
                        "one", static theirs => theirs with { Pgid = theirs.Pgid + 1000 }, Cancellation)).GetAwaiter().GetResult());
                }

                return old with { Pgid = old.Pgid + 1 };
            }
        }
    }

    [Fact]
    public async Task Reads_write_nothing()
    {
        await fixture.CreateAsync("one");
        fixture.Disk.SyncAll();
        fixture.Disk.Inject(Testing.Disk.Fault.Fails(FileSystemError.ReadOnly, Testing.Disk.DiskCall.Write) with { ForGood = true });
        await fixture.ListAsync();
        await fixture.GetAsync("one");
        await fixture.DoAsync(store => store.Runs.GetTreeAsync(null, new ProblemList(), Cancellation));
        await fixture.DoAsync(store => store.Runs.GetStatusAsync(Cancellation));
    }

    [Fact]
    public async Task A_listing_opens_a_page_of_files_and_not_all()
    {
        for (int number = 0; number < 300; number++)
        {
            await fixture.DoAsync(store => store.Runs.CreateAsync(RunFixture.Run, Cancellation));
            fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        int before = fixture.Disk.CallsOf(Testing.Disk.DiskCall.Open);
        Page<RunView> page = await fixture.DoAsync(store => store.Runs.ListAsync(new RunQuery { Limit = 20 }, Cancellation));
        Assert.Equal(20, page.Items.Count);
        Assert.InRange(fixture.Disk.CallsOf(Testing.Disk.DiskCall.Open) - before, 20, 30);
    }

    private Task<IReadOnlyList<RunView>> CollectAsync(RunCollection collection, ProblemList problems) =>
        fixture.DoAsync(store => store.Runs.CollectAsync(collection, problems, Cancellation));
}
