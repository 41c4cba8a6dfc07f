using Daybook.Durability.FileSystem;
using Daybook.Memory;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Memory;

/// <summary>What doctor finds in the archive and in the amendments, and what is left after it mended them.</summary>
public sealed class ArchiveDoctorTests(ITestOutputHelper output)
{
    private static readonly string[] Lines =
        [ArchiveTest.Foreign("old-1", 200), DedupWindowTests.Line("old-2", "pool", -100), ArchiveTest.Foreign("new-1", 1)];

    private readonly SimulatedFileSystem disk = ArchiveTest.NewDisk(Lines);

    [Fact]
    public void A_sound_archive_has_no_findings()
    {
        ArchiveTest.Compact(disk);
        ArchiveTest.Forget(disk, "new-1", purge: false);

        Assert.Empty(ArchiveTest.Doctor(disk, fix: false));
        Assert.Empty(ArchiveTest.Doctor(disk, fix: true));
        Assert.Equal(["old-1", "old-2"], ArchiveTest.Read(disk));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_compaction_that_died_before_its_rename_is_carried_to_its_end(bool withLeftover)
    {
        string segment = ArchiveTest.Compact(disk).Segment ?? "";
        disk.Delete(ArchiveTest.Log);
        disk.Link($"{ArchiveTest.Archive}/{segment}", ArchiveTest.Log);
        if (withLeftover)
        {
            disk.PlantFile($"{ArchiveTest.Archive}/{segment}.daybook-tmp", "half a copy");
        }

        Assert.Equal(["old-1", "old-2", "new-1"], ArchiveTest.Read(disk));
        MustMend(withLeftover ? ["leftover_temp", "unfinished_compaction"] : ["unfinished_compaction"]);

        Assert.Equal(Lines[2], disk.ReadText(ArchiveTest.Log));
        Assert.Equal(["old-1", "old-2", "new-1"], ArchiveTest.Read(disk.AfterPowerLoss()));
    }

    [Fact]
    public void A_second_name_that_a_compaction_left_goes()
    {
        disk.CreateDirectory(ArchiveTest.Archive);
        disk.Link(ArchiveTest.Log, ArchiveTest.Archive + "/memory-01MECZE1G00108000000000004.jsonl");

        MustMend(["leftover_segment"]);

        Assert.Empty(disk.List(ArchiveTest.Archive));
        Assert.Equal(["old-1", "old-2", "new-1"], ArchiveTest.Read(disk));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Segments_that_the_list_forgot_are_taken_in_and_nothing_is_read_twice(bool isCompressed)
    {
        ArchiveTest.Compact(disk);
        if (isCompressed)
        {
            ArchiveTest.Compact(disk, clock: MemoryArchiveTests.Later(days: 2));
        }

        disk.Delete(ArchiveTest.List);
        Assert.Equal(["new-1"], ArchiveTest.Read(disk));

        MustMend(["unlisted_segment"]);

        Assert.Equal(["new-1", "old-1", "old-2"], ArchiveTest.Read(disk.AfterPowerLoss()));
        Assert.Equal(2, ArchiveTest.Compact(disk).Moved);
        Assert.Equal(["new-1", "old-1", "old-2"], ArchiveTest.Read(disk).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_that_is_listed_twice_is_read_once_and_its_second_name_goes()
    {
        string segment = ArchiveTest.Compact(disk).Segment ?? "";
        string other = "memory-70000000000000000000000000.jsonl";
        disk.Link($"{ArchiveTest.Archive}/{segment}", $"{ArchiveTest.Archive}/{other}");
        string list = disk.ReadText(ArchiveTest.List);
        disk.PlantFile(ArchiveTest.List, list + list.Replace(segment, other, StringComparison.Ordinal));
        Assert.Equal(["old-1", "old-2", "new-1"], ArchiveTest.Read(disk));

        MustMend(["altered_line", "repeated_segment"]);

        Assert.False(disk.Exists($"{ArchiveTest.Archive}/{other}"));
        Assert.Equal(["old-1", "old-2", "new-1"], ArchiveTest.Read(disk));
    }

    [Fact]
    public void Stragglers_are_brought_home()
    {
        using IFile foreign = disk.Open(ArchiveTest.Log, OpenMode.Append);
        ArchiveTest.Compact(disk);
        ArchiveTest.Append(foreign, new Ledger(disk), "late", daysOld: 0);

        MustMend(["straggling_lines"]);

        Assert.Equal(["old-1", "old-2", "new-1", "late"], ArchiveTest.Read(disk));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_altered_record_in_a_segment_is_sealed_as_it_is_now_and_its_old_bytes_are_kept(bool isCompressed)
    {
        string segment = $"{ArchiveTest.Archive}/{ArchiveTest.Compact(disk).Segment}";
        string altered = disk.ReadText(segment).Replace("pool", "leak", StringComparison.Ordinal);
        disk.PlantFile(segment, altered);
        if (isCompressed)
        {
            ArchiveTest.Compact(disk, clock: MemoryArchiveTests.Later(days: 2));
        }

        MustMend(["altered_line"]);

        Assert.Equal(["old-1", "old-2", "new-1"], ArchiveTest.Read(disk));
        string aside = Assert.Single(disk.List(ArchiveTest.Quarantine));
        Assert.Equal(altered.Split('\n')[1] + "\n", disk.ReadText($"{ArchiveTest.Quarantine}/{aside}"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_line_that_was_destroyed_in_a_segment_is_told_by_readers_and_by_doctor_and_its_bytes_are_kept(bool isCompressed)
    {
        string segment = $"{ArchiveTest.Archive}/{ArchiveTest.Compact(disk).Segment}";
        string destroyed = "X" + Lines[1][1..];
        disk.PlantFile(segment, disk.ReadText(segment).Replace(Lines[1], destroyed, StringComparison.Ordinal));
        if (isCompressed)
        {
            ArchiveTest.Compact(disk, clock: MemoryArchiveTests.Later(days: 2));
        }

        var problems = new ProblemList();
        Assert.Equal(["old-1", "new-1"], ArchiveTest.Read(disk, problems));
        Assert.Equal(2, Assert.Single(problems.Items).Line);
        using (EmbeddedStoreScope scope = new(disk))
        {
            Page<MemoryRecord> page = await scope.Store.Memory.ListAsync(new MemoryListing(), ArchiveTest.Cancellation);
            Assert.Equal(Lines[0].Length, Assert.Single(page.Problems).Offset);
        }

        MustMend(["alien_line"]);

        string aside = Assert.Single(disk.List(ArchiveTest.Quarantine));
        Assert.Equal(destroyed, disk.ReadText($"{ArchiveTest.Quarantine}/{aside}"));
        problems = new ProblemList();
        Assert.Equal(["old-1", "new-1"], ArchiveTest.Read(disk, problems));
        Assert.Empty(problems.Items);
    }

    [Fact]
    public void A_line_that_nobody_could_read_before_the_compaction_is_told_once_and_goes_everywhere()
    {
        ArchiveTest.Plant(disk, [.. Lines, "garbage\n"]);
        ArchiveTest.Compact(disk);
        Assert.EndsWith("garbage\n", disk.ReadText(ArchiveTest.Log), StringComparison.Ordinal);

        var problems = new ProblemList();
        Assert.Equal(["old-1", "old-2", "new-1"], ArchiveTest.Read(disk, problems));
        Assert.Equal(ArchiveTest.Log, Assert.Single(problems.Items).Path);
        Assert.Equal(ArchiveTest.Log, Assert.Single(ArchiveTest.Doctor(disk, fix: false)).Path);

        MustMend(["alien_line"]);
        Assert.Equal(["old-1", "old-2", "new-1"], ArchiveTest.Read(disk));
    }

    [Fact]
    public void A_byte_order_mark_that_an_editor_put_before_a_segment_hides_no_record_for_good()
    {
        string segment = $"{ArchiveTest.Archive}/{ArchiveTest.Compact(disk).Segment}";
        disk.PlantFile(segment, disk.ReadText(segment).Replace(Lines[0], "\uFEFF" + Lines[1].Replace("old-2", "old-0", StringComparison.Ordinal), StringComparison.Ordinal));

        Assert.All(ArchiveTest.Doctor(disk, fix: true), finding => Assert.True(finding.Fixed, finding.Problem));

        Assert.Empty(ArchiveTest.Doctor(disk, fix: true));
        Assert.Equal(["old-0", "old-2", "new-1"], ArchiveTest.Read(disk));
    }

    [Fact]
    public void A_line_of_the_list_with_bytes_that_are_no_text_is_sealed_as_it_is()
    {
        ArchiveTest.Compact(disk);
        byte[] list = disk.ReadBytes(ArchiveTest.List);
        byte[] altered = [.. "{\"by?\":\"?\","u8, .. list[1..]];
        altered.AsSpan().Replace((byte)'?', (byte)0xff);
        disk.PlantFile(ArchiveTest.List, altered);

        MustMend(["altered_line"]);

        Assert.Equal(altered[..^11], disk.ReadBytes(ArchiveTest.List)[..^11]);
        Assert.Equal(["old-1", "old-2", "new-1"], ArchiveTest.Read(disk));
    }

    [Fact]
    public void What_is_gone_or_damaged_is_told_and_cannot_be_mended()
    {
        string first = $"{ArchiveTest.Archive}/{ArchiveTest.Compact(disk, days: 150).Segment}";
        string second = $"{ArchiveTest.Archive}/{ArchiveTest.Compact(disk).Segment}";
        disk.Delete(first);
        disk.PlantFile(second, disk.ReadText(second)[..^10]);

        IReadOnlyList<Finding> findings = ArchiveTest.Doctor(disk, fix: true);

        Assert.Equal(
            [("missing_segment", first, false), ("damaged_segment", second, false)],
            findings.Select(finding => (finding.Problem, finding.Path, finding.Fixed)));
    }

    [Fact]
    public void Bad_lines_of_the_amendments_and_of_the_list_go_and_the_others_stay()
    {
        ArchiveTest.Compact(disk);
        ArchiveTest.Forget(disk, "old-1", purge: false);
        string amendments = TestStores.SimulatedFolder + "/memory/amendments.jsonl";
        string unknown = "{\"amendment\":\"praised\",\"id\":\"old-2\"}\n";
        string said = disk.ReadText(amendments);
        string listed = disk.ReadText(ArchiveTest.List);
        disk.PlantFile(amendments, "garbage\n" + unknown + "\n" + said + "{\"amendment\":\"forg");
        disk.PlantFile(ArchiveTest.List, "null\n" + listed);
        Assert.Equal(["old-2", "new-1"], ArchiveTest.Read(disk));

        MustMend(["alien_line", "alien_line", "blank_line", "torn_line"]);

        Assert.Equal(unknown + said, disk.ReadText(amendments));
        Assert.Equal(listed, disk.ReadText(ArchiveTest.List));
        Assert.Equal(2, disk.List(ArchiveTest.Quarantine).Count);
        Assert.Equal(["old-2", "new-1"], ArchiveTest.Read(disk));
    }

    [Fact]
    public void The_copy_of_a_compaction_under_way_is_no_leftover()
    {
        ArchiveTest.Compact(disk);
        disk.PlantFile(ArchiveTest.Archive + "/memory-01MECZE1G00108000000000004.jsonl.daybook-tmp", "half");
        Assert.Equal("leftover_temp", Assert.Single(ArchiveTest.Doctor(disk, fix: false)).Problem);
        using IFile held = disk.Open(TestStores.SimulatedFolder + "/locks/memory.compact.lock", OpenMode.OpenOrCreate);
        Assert.True(held.TryLock(LockMode.Exclusive));

        Assert.Empty(ArchiveTest.Doctor(disk, fix: false));
        Assert.Throws<Daybook.Errors.BusyException>(() => ArchiveTest.Doctor(disk, fix: true));
        Assert.Throws<Daybook.Errors.BusyException>(() => ArchiveTest.Compact(disk));
        Assert.Throws<Daybook.Errors.BusyException>(() => ArchiveTest.Forget(disk, "old-1", purge: true));
    }

    [Fact]
    public void A_crash_at_any_call_of_a_repair_leaves_each_record_once()
    {
        CrashReport report = CrashExplorer.Explore(
            static disk =>
            {
                ArchiveTest.Plant(disk, [.. Lines, "garbage\n"]);
                string segment = ArchiveTest.Compact(disk).Segment ?? "";
                disk.Delete(ArchiveTest.Log);
                disk.Link($"{ArchiveTest.Archive}/{segment}", ArchiveTest.Log);
                disk.PlantFile(ArchiveTest.Archive + "/memory-00000000000000000000000001.jsonl", Lines[0] + ArchiveTest.Foreign("lost", 300));
            },
            static (disk, _) => ArchiveTest.Doctor(disk, fix: true),
            static (disk, ledger) =>
            {
                ArchiveTest.Check(disk, ledger, [.. ArchiveTest.Read(disk).Contains("lost") ? ["lost"] : Array.Empty<string>(), "old-1", "old-2", "new-1"]);
                ArchiveTest.Doctor(disk, fix: true);
                Assert.Empty(ArchiveTest.Doctor(disk, fix: true));
                ArchiveTest.Check(disk.AfterPowerLoss(), ledger, "old-1", "old-2", "new-1", "lost");
            },
            new CrashOptions { StatesMaximum = 10 });
        output.WriteLine(report.ToString());
    }

    private void MustMend(string[] problems)
    {
        Assert.Equal(problems, ArchiveTest.Doctor(disk, fix: false).Select(finding => finding.Problem).Order(StringComparer.Ordinal));
        Assert.All(ArchiveTest.Doctor(disk, fix: true), finding => Assert.True(finding.Fixed, finding.Problem));
        Assert.Empty(ArchiveTest.Doctor(disk, fix: false));
        Assert.Empty(ArchiveTest.Doctor(disk, fix: true));
    }
}
