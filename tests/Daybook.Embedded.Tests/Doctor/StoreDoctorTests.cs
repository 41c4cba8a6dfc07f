using Daybook.Embedded.Doctor;
using Daybook.Embedded.Git;
using Daybook.Embedded.Tests.Git;
using Daybook.Git;
using Daybook.Testing;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Doctor;

/// <summary>What doctor finds about a store as a whole.</summary>
public sealed class StoreDoctorTests
{
    private const string Store = TestStores.SimulatedFolder;
    private const string File = Store + "/daybook.json";

    private readonly SimulatedFileSystem disk = TestStores.NewDisk();
    private readonly ManualClock clock = new();
    private string tracked = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sound_store_has_no_findings_and_nothing_to_mend()
    {
        ulong before = disk.Hash;
        Assert.Empty(await ExamineAsync());
        Assert.Empty(await FixAsync());
        Assert.Equal(before, disk.Hash);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_told_with_its_line_and_so_is_all_that_stands_around_it()
    {
        disk.PlantFile(File, "{\n\"format\": 1,");
        disk.PlantFile(Store + "/.daybook.json.abc.daybook-tmp", "{");
        IReadOnlyList<Finding> found = await ExamineAsync();
        Assert.Equal(["damaged_store_file", "leftover_temp"], found.Select(static finding => finding.Problem));
        Assert.Equal((File, Finding.Error), (found[0].Path, found[0].Severity));
        Assert.NotNull(found[0].Line);
    }

    [Fact]
    public async Task A_newer_store_is_all_that_is_told_and_is_left_alone()
    {
        disk.PlantFile(File, "{\"format\": 2}");
        disk.PlantFile(Store + "/.daybook.json.abc.daybook-tmp", "{");
        ulong before = disk.Hash;
        Assert.Equal("newer_format", Assert.Single(await FixAsync()).Problem);
        Assert.Equal(before, disk.Hash);
    }

    [Fact]
    public async Task A_link_in_place_of_the_file_is_not_followed()
    {
        disk.Delete(File);
        disk.PlantSymbolicLink(File, "/etc/passwd");
        Assert.Contains("unsafe_file", (await ExamineAsync()).Select(static finding => finding.Problem));
    }

    [Theory]
    [InlineData(63L << 20, null, 1)]
    [InlineData(64L << 20, 1000L, 0)]
    [InlineData(null, 999L, 1)]
    [InlineData(0L, 0L, 2)]
    public async Task A_disk_that_is_nearly_full_is_told(long? bytes, long? files, int findings)
    {
        (disk.FreeBytes, disk.FreeFiles) = (bytes, files);
        IReadOnlyList<Finding> found = await ExamineAsync();
        Assert.Equal(findings, found.Count);
        Assert.All(found, static finding => Assert.Equal(("low_space", Finding.Warning), (finding.Problem, finding.Severity)));
    }

    [Fact]
    public async Task A_store_from_the_future_means_a_wrong_clock()
    {
        clock.Advance(TimeSpan.FromMinutes(-5));
        Assert.Empty(await ExamineAsync());
        clock.Advance(TimeSpan.FromSeconds(-1));
        Assert.Equal("clock_off", Assert.Single(await ExamineAsync()).Problem);
    }

    [Fact]
    public async Task What_others_may_read_is_closed_and_what_killed_writers_left_is_removed()
    {
        disk.PlantFile(Store + "/.x.abc.daybook-tmp", "{");
        disk.PlantDirectory(Store + "/quarantine");
        disk.PlantFile(Store + "/quarantine/old", "{"u8, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        disk.PlantDirectory(Store + "/runs", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        IReadOnlyList<Finding> mended = await FixAsync();
        Assert.Equal(["leftover_temp", "wrong_mode", "wrong_mode"], mended.Select(static finding => finding.Problem).Order());
        Assert.All(mended, static finding => Assert.True(finding.Fixed));
        Assert.Empty(await ExamineAsync());
    }

    [Fact]
    public async Task What_a_living_process_is_writing_is_no_leftover()
    {
        EmbeddedPorts ports = Ports();
        disk.PlantFile($"{Store}/.search-index.seal.{TempName.New(ports)}.daybook-tmp", "half");
        var processes = new ManualProcesses();
        processes.Start(processes.OwnPid);
        EmbeddedPorts alive = ports with { Processes = processes };
        string temp = $"{Store}/.daybook.json.{TempName.New(alive)}.daybook-tmp";
        disk.PlantFile(temp, "half");

        Assert.Equal("leftover_temp", Assert.Single(await new StoreDoctor(alive, Store).FixAsync(Cancellation)).Problem);
        Assert.True(disk.Exists(temp));
        processes.End(processes.OwnPid);
        Assert.True(Assert.Single(await new StoreDoctor(alive, Store).FixAsync(Cancellation)).Fixed);
        Assert.False(disk.Exists(temp));
    }

    [Fact]
    public async Task What_another_user_owns_is_told()
    {
        disk.PlantFile(Store + "/root", "x");
        disk.PlantOwner(Store + "/root", 0, 0);
        Finding finding = Assert.Single(await ExamineAsync());
        Assert.Equal(("wrong_owner", Store + "/root", false), (finding.Problem, finding.Path, Assert.Single(await FixAsync()).Fixed));
    }

    [Fact]
    public async Task Rules_that_let_git_see_the_store_are_written_anew_and_the_old_ones_are_kept()
    {
        PlantRepository();
        disk.PlantFile(Store + "/.gitignore", "# mine\n");
        Finding mended = Assert.Single(await FixAsync());
        Assert.Equal(("unignored_store", true), (mended.Problem, mended.Fixed));
        Assert.Equal("# mine\n", disk.ReadText($"{Store}/quarantine/{Assert.Single(disk.List(Store + "/quarantine"))}"));
        Assert.Empty(await FixAsync());
        disk.Delete(Store + "/.gitignore");
        Assert.True(Assert.Single(await FixAsync()).Fixed);
        Assert.Single(disk.List(Store + "/quarantine"));
    }

    [Fact]
    public async Task Rules_that_are_written_anew_keep_operations_with_a_ref_of_their_own_from_git()
    {
        PlantRepository();
        string text = disk.ReadText(File);
        disk.PlantFile(File, text.Insert(text.IndexOf('{', StringComparison.Ordinal) + 1, "\"operations\": {\"ref\": \"refs/daybook/ops\"},"));
        disk.PlantFile(Store + "/.gitignore", "# mine\n");
        Assert.True(Assert.Single(await FixAsync()).Fixed);
        Assert.DoesNotContain("!/operations/", disk.ReadText(Store + "/.gitignore"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_that_is_no_file_is_told_since_writes_fail_and_reads_do_not()
    {
        disk.PlantDirectory(Store + "/locks/memory.watermark");
        Finding finding = Assert.Single(await FixAsync());
        Assert.Equal(("unsafe_file", Finding.Error, Store + "/locks/memory.watermark", false), (finding.Problem, finding.Severity, finding.Path, finding.Fixed));
    }

    [Theory]
    [InlineData("locks")]
    [InlineData("quarantine")]
    public async Task A_link_in_place_of_a_folder_of_the_store_is_told(string folder)
    {
        disk.PlantSymbolicLink($"{Store}/{folder}", "/etc");
        Finding finding = Assert.Single(await ExamineAsync());
        Assert.Equal(("unsafe_file", Finding.Error, $"{Store}/{folder}"), (finding.Problem, finding.Severity, finding.Path));
    }

    [Fact]
    public async Task A_link_in_place_of_the_rules_is_not_replaced_and_the_hint_is_one_that_helps()
    {
        PlantRepository();
        disk.Delete(Store + "/.gitignore");
        disk.PlantSymbolicLink(Store + "/.gitignore", "/etc/gitignore");
        Finding finding = Assert.Single(await FixAsync());
        Assert.Equal(("unsafe_file", false), (finding.Problem, finding.Fixed));
        Assert.StartsWith("remove it or move it away", finding.Fix, StringComparison.Ordinal);
        disk.Delete(Store + "/.gitignore");
        Assert.True(Assert.Single(await FixAsync()).Fixed);
        Assert.Empty(await FixAsync());
    }

    [Fact]
    public void The_old_rules_survive_any_crash_even_in_a_folder_whose_maker_was_killed_before_its_name_was_durable()
    {
        disk.PlantFile(Store + "/.gitignore", "# mine\n");
        disk.SyncAll();
        CrashExplorer.Explore(
            disk,
            (machine, _) =>
            {
                machine.CreateDirectory(Store + "/quarantine");
                new StoreGitCheck(TestStores.SimulatedPorts(machine, clock, new SequentialIds()), Store).WriteRules(StoreFile.Read(machine, Store));
            },
            static (machine, _) => Assert.True(
                machine.ReadText(Store + "/.gitignore") == "# mine\n"
                || (machine.Exists(Store + "/quarantine") && machine.List(Store + "/quarantine").Any(name => machine.ReadText($"{Store}/quarantine/{name}") == "# mine\n"))),
            new CrashOptions());
    }

    [Fact]
    public async Task What_git_tracks_of_this_machine_is_told_and_logs_of_operations_are_not()
    {
        PlantRepository();
        disk.PlantFile("/home/user/project/.git/index", "");
        tracked = ".daybook/.gitignore\0.daybook/operations/01KTK4MF47RVY2WCXGFGX5AHT6.jsonl\0.daybook/daybook.json\0";
        Finding finding = Assert.Single(await ExamineAsync());
        Assert.Equal(("tracked_file", File), (finding.Problem, finding.Path));
        tracked = string.Concat(Enumerable.Range(0, 30).Select(static number => $".daybook/{number}\0"));
        IReadOnlyList<Finding> many = await ExamineAsync();
        Assert.Equal((21, "more"), (many.Count, many[^1].Problem));
    }

    [Fact]
    public void It_says_that_git_clean_reaches_a_store_in_a_work_tree()
    {
        Assert.Null(Doctor().FindNote());
        PlantRepository();
        Assert.Contains("git clean -fdx", Doctor().FindNote(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_records_and_without_its_file_is_told_and_one_from_git_is_not()
    {
        Assert.Empty(StoreDoctor.ExamineMissing(Ports(), "/home/user/project"));
        disk.Delete(File);
        Assert.Equal("missing_store_file", Assert.Single(StoreDoctor.ExamineMissing(Ports(), "/home/user/project")).Problem);
        disk.PlantDirectory("/home/user/clone/.daybook/operations");
        Assert.Empty(StoreDoctor.ExamineMissing(Ports(), "/home/user/clone"));
    }

    private void PlantRepository() => disk.PlantFile("/home/user/project/.git/HEAD", "ref: refs/heads/main\n");

    private EmbeddedPorts Ports() => TestStores.SimulatedPorts(disk, clock, new RandomIdSource()) with
    {
        Git = new ScriptedGit(new GitProgram(clock), (_, _) => new GitAnswer(0, System.Text.Encoding.UTF8.GetBytes(tracked), "")),
    };

    private StoreDoctor Doctor() => new(Ports(), Store);

    private Task<IReadOnlyList<Finding>> ExamineAsync() => Doctor().ExamineAsync(Cancellation);

    private Task<IReadOnlyList<Finding>> FixAsync() => Doctor().FixAsync(Cancellation);
}
