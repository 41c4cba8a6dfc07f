using Daybook.Embedded.Operations;
using Daybook.Embedded.Tests.Backup.Transfer;
using Daybook.Operations;
using Daybook.Testing;
using Xunit;

namespace Daybook.Embedded.Tests.Operations;

public sealed class OperationDoctorTests
{
    private const string Id = OperationFixture.Id;
    private const string Quarantine = TestStores.SimulatedFolder + "/quarantine";

    private readonly OperationFixture fixture = new();

    private static NewOperation OfMission => OperationFixture.New with { Id = Id, MissionId = "mission-1" };

    [Fact]
    public async Task A_sound_store_has_no_findings()
    {
        Assert.Empty(await fixture.ExamineAsync());
        await fixture.StartAsync(OfMission);
        await fixture.CompleteAsync(Id);
        await fixture.LinkAsync(Id, "a.md");
        Assert.Empty(await fixture.ExamineAsync());
        Assert.Empty(await fixture.FixAsync());
    }

    [Fact]
    public async Task What_nobody_closed_is_told_by_its_path_in_the_work_tree_and_not_mended()
    {
        await fixture.StartAsync(OperationFixture.New with { Id = Id });
        fixture.Clock.Advance(TimeSpan.FromHours(30));
        Finding orphan = Assert.Single(await fixture.FixAsync());
        Assert.Equal((OperationDoctor.Orphan, $".daybook/operations/{Id}.jsonl", false), (orphan.Problem, orphan.Path, orphan.Fixed));
        Assert.Contains("for 30 h", orphan.Meaning, StringComparison.Ordinal);
        Assert.Empty(await fixture.DoAsync(store => store.OperationDoctor.ExamineAsync(TimeSpan.FromHours(31), CancellationToken.None)));
    }

    [Fact]
    public async Task Very_many_findings_of_one_sort_hide_none_of_another()
    {
        for (int number = 0; number <= ProblemList.ItemsMax; number++)
        {
            string id = $"01KTK4DFAS04MCX5GP1W2R{number:d4}";
            fixture.Plant(id, $$"""{"event":"started","invocation_id":"{{id}}","profile_id":"p","action":"a","mode_of_work":"task_execution","started_at":"2026-06-08T09:11:10+00:00"}""");
        }

        fixture.Disk.PlantFile(OperationFixture.Folder + "/ops-index.jsonl", "junk\n");

        IReadOnlyList<Finding> found = await fixture.ExamineAsync();

        Assert.Equal(ProblemList.ItemsMax, found.Count(static finding => finding.Problem == OperationDoctor.Orphan));
        Assert.Contains(found, static finding => finding.Problem == "index_drift");
    }

    [Theory]
    [InlineData("garbage\n")]
    [InlineData("{\"torn")]
    [InlineData("\0\0\0\n{\"event\":5}\n")]
    public async Task A_damaged_log_is_written_anew_and_the_old_bytes_stay(string damage)
    {
        await fixture.StartAsync(OperationFixture.New with { Id = Id });
        await fixture.CompleteAsync(Id);
        string sound = fixture.Disk.ReadText(OperationFixture.LogOf(Id));
        fixture.Disk.PlantFile(OperationFixture.LogOf(Id), System.Text.Encoding.UTF8.GetBytes(sound + damage), OperationPlaces.LogPermissions);
        Assert.All(await fixture.ExamineAsync(), static finding => Assert.Equal(("damaged_line", false), (finding.Problem, finding.Fixed)));
        Assert.All(await fixture.FixAsync(), static finding => Assert.True(finding.Fixed));
        Assert.Equal(sound, fixture.Disk.ReadText(OperationFixture.LogOf(Id)));
        string kept = Assert.Single(fixture.Disk.List(Quarantine));
        Assert.Equal(sound + damage, fixture.Disk.ReadText($"{Quarantine}/{kept}"));
        Assert.Empty(await fixture.ExamineAsync());
    }

    [Theory]
    [InlineData("{\"event\":\"noted\",\"b?d\":1}")]
    [InlineData("{\"event\":\"noted\",\"terms\":[\"b?d\"]}")]
    [InlineData("{\"event\":\"noted\",\"terms\":{\"\\udc00\":1}}")]
    [InlineData("{\"event\":\"noted\",\"terms\":\"\\uD800\"}")]
    public async Task What_is_no_text_in_what_is_not_known_is_a_damaged_line_and_hides_no_other_operation(string line)
    {
        await fixture.StartAsync(OperationFixture.New with { Id = Id });
        await fixture.StartAsync(OperationFixture.New with { Id = Id[..^1] + "Q" });
        string log = OperationFixture.LogOf(Id);
        byte[] sound = fixture.Disk.ReadBytes(log);
        byte[] damage = System.Text.Encoding.UTF8.GetBytes(line + "\n");
        damage.AsSpan().Replace((byte)'?', (byte)0xff);
        fixture.Disk.PlantFile(log, [.. sound, .. damage], OperationPlaces.LogPermissions);
        fixture.Disk.PlantFile(OperationFixture.Folder + "/lifecycle.jsonl", damage);

        var problems = new ProblemList();
        Assert.Equal(2, (await Transfers.ExportAsync(fixture.Disk, problems)).Length);
        Assert.Equal(2, Assert.Single(problems.Items).Line);

        Finding[] findings = [.. (await fixture.FixAsync()).Where(static finding => finding.Problem == "damaged_line")];
        Assert.Equal([true, true], findings.Select(static finding => finding.Fixed));
        Assert.Equal(sound, fixture.Disk.ReadBytes(log));
        Assert.All(await fixture.ExamineAsync(), static finding => Assert.Equal(OperationDoctor.Orphan, finding.Problem));
    }

    [Fact]
    public async Task A_log_without_its_first_line_gets_one_that_says_what_is_not_known()
    {
        fixture.Plant(Id, "{\"event\": \"star");
        await fixture.CompleteAsync(Id);
        Assert.Contains(await fixture.FixAsync(), static finding => finding is { Problem: "damaged_line", Fixed: true });
        OperationRecord operation = (await fixture.GetAsync(Id)).Operation;
        Assert.Equal((true, "unrecorded", OperationStatus.Closed), (operation.HasStart, operation.ProfileId, operation.Status));
        Assert.Empty(await fixture.ExamineAsync());
    }

    [Fact]
    public async Task Lines_that_the_lifecycle_log_lacks_are_added()
    {
        fixture.Disk.PlantDirectory(OperationFixture.Folder + "/lifecycle.jsonl");
        OperationChange started = await fixture.StartAsync(OfMission);
        Assert.Contains("lifecycle.jsonl could not be written", Assert.Single(started.Warnings), StringComparison.Ordinal);
        Assert.Single((await fixture.CompleteAsync(Id)).Warnings);
        fixture.Disk.DeleteDirectory(OperationFixture.Folder + "/lifecycle.jsonl");
        Finding lacking = Assert.Single(await fixture.FixAsync());
        Assert.Equal(("missing_lifecycle", true), (lacking.Problem, lacking.Fixed));
        ActionPairing pairing = await fixture.DoAsync(store => store.Operations.GetPairingAsync(CancellationToken.None));
        Assert.Equal((1, 1d), (pairing.Groups, pairing.Rate));
        Assert.Empty(await fixture.ExamineAsync());
    }

    [Fact]
    public async Task What_a_killed_writer_left_is_removed()
    {
        await fixture.StartAsync(OperationFixture.New with { Id = Id });
        await fixture.CompleteAsync(Id);
        fixture.Disk.PlantFile($"{OperationFixture.Folder}/.{Id}.jsonl.abc.daybook-tmp", "half");
        Finding leftover = Assert.Single(await fixture.FixAsync());
        Assert.Equal(("leftover_temp", true), (leftover.Problem, leftover.Fixed));
        Assert.Empty(await fixture.ExamineAsync());
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public async Task What_a_living_writer_is_about_to_name_is_left_to_it(long started, bool isLeftover)
    {
        await fixture.StartAsync(OperationFixture.New with { Id = Id });
        await fixture.CompleteAsync(Id);
        var processes = new ManualProcesses();
        processes.Start(77);
        fixture.With = ports => ports with { Processes = processes };
        string temp = $"{OperationFixture.Folder}/.{Id}.jsonl.77-{started}-abc.daybook-tmp";
        fixture.Disk.PlantFile(temp, "half");

        Assert.Equal(isLeftover ? ["leftover_temp"] : [], (await fixture.ExamineAsync()).Select(static finding => finding.Problem));
        await fixture.FixAsync();
        Assert.Equal(!isLeftover, fixture.Disk.Exists(temp));
    }

    [Fact]
    public async Task What_the_mirror_lacks_is_committed_by_the_next_end_and_by_doctor()
    {
        var mirror = new RecordingMirror { IsRefusing = true };
        fixture.With = ports => ports with { MirrorOf = _ => mirror };
        await fixture.StartAsync(OperationFixture.New with { Id = Id });
        OperationChange refused = await fixture.CompleteAsync(Id);
        Assert.Equal("a merge is in progress", Assert.IsType<OperationCommit.Pending>(refused.View.Commit).Reason);
        Assert.Contains("not committed: a merge is in progress", Assert.Single(refused.Warnings), StringComparison.Ordinal);
        Assert.Equal("pending_commit", Assert.Single(await fixture.FixAsync()).Problem);

        mirror.IsRefusing = false;
        string second = (await fixture.StartAsync(OperationFixture.New)).View.Operation.InvocationId;
        Assert.Empty(mirror.Held);
        OperationChange closed = await fixture.CompleteAsync(second);
        Assert.Equal("c1", Assert.IsType<OperationCommit.Committed>(closed.View.Commit).Sha);
        Assert.Equal([OperationFixture.LogOf(Id), OperationFixture.LogOf(second)], mirror.Held.Order(StringComparer.Ordinal));
        Assert.IsType<OperationCommit.Committed>((await fixture.GetAsync(Id)).Commit);
        Assert.Empty(await fixture.ExamineAsync());
    }

    [Fact]
    public async Task A_log_with_more_damage_than_is_told_is_mended_all_the_same()
    {
        await fixture.StartAsync(OperationFixture.New with { Id = Id });
        await fixture.CompleteAsync(Id);
        string sound = fixture.Disk.ReadText(OperationFixture.LogOf(Id));
        string garbage = string.Concat(Enumerable.Repeat("garbage\n", ProblemList.ItemsMax + 500));
        fixture.Disk.PlantFile(OperationFixture.LogOf(Id), System.Text.Encoding.UTF8.GetBytes(garbage + sound + garbage), OperationPlaces.LogPermissions);
        Assert.All(await fixture.FixAsync(), static finding => Assert.True(finding.Fixed));
        Assert.Equal(sound, fixture.Disk.ReadText(OperationFixture.LogOf(Id)));
        Assert.Empty(await fixture.ExamineAsync());
    }

    [Fact]
    public async Task Where_the_mirror_cannot_be_asked_that_is_said_once_and_nothing_else()
    {
        var mirror = new RecordingMirror { IsSilent = true };
        fixture.With = ports => ports with { MirrorOf = _ => mirror };
        await fixture.StartAsync(OperationFixture.New with { Id = Id });
        Assert.DoesNotContain(await fixture.ExamineAsync(), static finding => finding.Problem == "unknown_commits");
        await fixture.CompleteAsync(Id);
        Finding unknown = Assert.Single(await fixture.FixAsync());
        Assert.Equal(("unknown_commits", "install git", false), (unknown.Problem, unknown.Fix, unknown.Fixed));
        Assert.Contains("git cannot be started", Assert.IsType<OperationCommit.Pending>((await fixture.GetAsync(Id)).Commit).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sweep_carries_what_went_wrong_beside_the_logs()
    {
        var mirror = new RecordingMirror { IsRefusing = true };
        var sink = new FailingSink { IsFailing = false };
        fixture.With = ports => ports with { MirrorOf = _ => mirror, OperationSink = sink };
        fixture.Disk.PlantDirectory(OperationFixture.Folder + "/lifecycle.jsonl");
        await fixture.StartAsync(OfMission);
        sink.IsFailing = true;
        OperationSweep swept = Assert.Single(await SweepAsync());
        Assert.Equal(3, swept.Warnings.Count);
        Assert.Contains("lifecycle.jsonl could not be written", swept.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("not committed: a merge is in progress", swept.Warnings[1], StringComparison.Ordinal);
        Assert.Contains("nobody is there", swept.Warnings[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_sweep_closed_before_it_was_ended_is_told()
    {
        var mirror = new RecordingMirror { OnCommit = static () => throw new OperationCanceledException() };
        var sink = new FailingSink { IsFailing = false };
        fixture.With = ports => ports with { MirrorOf = _ => mirror, OperationSink = sink };
        await fixture.StartAsync(OperationFixture.New with { Id = Id });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(SweepAsync);
        Assert.Equal(["started", "completed"], sink.Delivered);
    }

    [Fact]
    public async Task A_sink_that_blocks_holds_a_write_up_for_a_bounded_time_only()
    {
        using var never = new ManualResetEventSlim();
        fixture.With = ports => ports with { OperationSink = new BlockingSink(never), Time = new HastyTime(ports.Time) };
        OperationChange started = await fixture.StartAsync(OperationFixture.New with { Id = Id });
        Assert.Contains("it took longer than 2 s", Assert.Single(started.Warnings), StringComparison.Ordinal);
        never.Set();
    }

    [Fact]
    public async Task What_cannot_be_delivered_is_written_down_and_tried_again()
    {
        var sink = new FailingSink();
        fixture.With = ports => ports with { OperationSink = sink };
        OperationChange started = await fixture.StartAsync(OperationFixture.New with { Id = Id });
        Assert.Contains("could not be delivered: nobody is there", Assert.Single(started.Warnings), StringComparison.Ordinal);
        sink.IsFailing = false;
        await fixture.CompleteAsync(Id);
        Assert.Equal(["completed"], sink.Delivered);
        Assert.Equal("undelivered", Assert.Single(await fixture.ExamineAsync()).Problem);
        Assert.True(Assert.Single(await fixture.FixAsync()).Fixed);
        Assert.Equal(["completed", "started"], sink.Delivered);
        Assert.Empty(await fixture.ExamineAsync());
    }

    private Task<IReadOnlyList<OperationSweep>> SweepAsync() =>
        fixture.DoAsync(store => store.Operations.SweepAsync(TimeSpan.Zero, CancellationToken.None));

    private sealed class BlockingSink(ManualResetEventSlim until) : IOperationSink
    {
        public Task DeliverAsync(OperationEvent happened, CancellationToken cancellationToken)
        {
            until.Wait(CancellationToken.None);
            return Task.CompletedTask;
        }
    }

    /// <summary>A clock by which every wait is over at once.</summary>
    private sealed class HastyTime(TimeProvider inner) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.FromMilliseconds(1), period);
    }

    private sealed class FailingSink : IOperationSink
    {
        internal bool IsFailing { get; set; } = true;

        internal List<string> Delivered { get; } = [];

        public Task DeliverAsync(OperationEvent happened, CancellationToken cancellationToken)
        {
            if (IsFailing)
            {
                throw new InvalidOperationException("nobody is there");
            }

            Delivered.Add(happened.Name);
            return Task.CompletedTask;
        }
    }
}
