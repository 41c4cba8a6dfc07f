using System.Text;
using Daybook.Durability.FileSystem;
using Daybook.Memory;
using Daybook.Testing;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Memory;

/// <summary>What stands in the archive after a compaction, and what readers make of it when it is not as it should be.</summary>
public sealed class MemoryArchiveTests
{
    private static readonly string[] Lines =
        [ArchiveTest.Foreign("old-1", 200), ArchiveTest.Foreign("new-1", 1), ArchiveTest.Foreign("old-2", 100), ArchiveTest.Foreign("new-2", 0)];

    private readonly SimulatedFileSystem disk = ArchiveTest.NewDisk(Lines);

    [Fact]
    public void The_log_keeps_what_is_young_to_the_byte_and_the_segment_is_the_old_log()
    {
        FileStat before = disk.Stat(ArchiveTest.Log) ?? default;

        MemoryCompacted compacted = ArchiveTest.Compact(disk);

        SimulatedFileSystem after = disk.AfterPowerLoss();
        Assert.Equal((2, 2), (compacted.Moved, compacted.Kept));
        Assert.Equal(Lines[1] + Lines[3], after.ReadText(ArchiveTest.Log));
        Assert.Equal(string.Concat(Lines), after.ReadText($"{ArchiveTest.Archive}/{compacted.Segment}"));
        Assert.Equal(before.Inode, disk.Stat($"{ArchiveTest.Archive}/{compacted.Segment}")?.Inode);
        Assert.Equal(["old-1", "old-2", "new-1", "new-2"], ArchiveTest.Read(after));
        Assert.Equal(FilePermissions.PrivateFile, disk.Stat(ArchiveTest.List)?.Permissions);
    }

    [Fact]
    public void A_segment_is_private_though_the_log_that_it_was_may_not_have_been()
    {
        disk.PlantFile(ArchiveTest.Log, Encoding.UTF8.GetBytes(string.Concat(Lines)), FilePermissions.SharedFile);

        MemoryCompacted compacted = ArchiveTest.Compact(disk);

        Assert.Equal(FilePermissions.PrivateFile, disk.Stat($"{ArchiveTest.Archive}/{compacted.Segment}")?.Permissions);
        Assert.Equal(FilePermissions.SharedFile, disk.Stat(ArchiveTest.Log)?.Permissions);
    }

    [Fact]
    public void Lines_that_cannot_be_read_or_dated_stay_in_the_log()
    {
        string[] odd =
        [
            "\uFEFF" + ArchiveTest.Foreign("marked", 1), "null\n", "{\"id\":\"undated\",\"type\":\"note\"}\n",
            "{\"id\":\"odd\",\"type\":\"note\",\"timestamp\":\"yesterday\"}\n", new string('x', 2 << 20) + "\n", ArchiveTest.Foreign("old", 100),
            "{\"id\":\"future\",\"type\":\"note\",\"timestamp\":\"2999-01-01T00:00:00Z\"}\n",
        ];
        SimulatedFileSystem other = ArchiveTest.NewDisk(odd);

        Assert.Equal((1, 4), (ArchiveTest.Compact(other).Moved, ArchiveTest.Read(other).Count - 1));

        Assert.Equal(ArchiveTest.Foreign("marked", 1) + odd[1] + odd[2] + odd[3] + odd[4] + odd[6], other.ReadText(ArchiveTest.Log));
        Assert.Equal(["old", "marked", "undated", "odd", "future"], ArchiveTest.Read(other));
    }

    [Theory]
    [InlineData(0, "old-1 old-2 new-1 new-2 late")]
    [InlineData(300, "old-1 old-2 new-1 new-2 late")]
    public void What_a_foreign_writer_still_adds_to_a_segment_is_read_at_once_and_brought_home_by_the_next_write(int daysOld, string expected)
    {
        var ledger = new Ledger(disk);
        using IFile foreign = disk.Open(ArchiveTest.Log, OpenMode.Append);
        string segment = ArchiveTest.Compact(disk).Segment ?? "";

        ArchiveTest.Append(foreign, ledger, "late", daysOld);
        Assert.Equal(expected, string.Join(' ', ArchiveTest.Read(disk)));
        Assert.Equal(expected, string.Join(' ', ArchiveTest.ReadPages(disk, limit: 2)));
        Assert.Equal("straggling_lines", Assert.Single(ArchiveTest.Doctor(disk, fix: false)).Problem);
        ArchiveTest.Add(disk, ledger, "ours");

        ArchiveTest.Check(disk.AfterPowerLoss(), ledger, "old-1", "old-2", "new-1", "new-2");
        Assert.Empty(ArchiveTest.Doctor(disk, fix: false));
        Assert.Equal(daysOld == 0, disk.ReadText(ArchiveTest.Log).Contains("\"late\"", StringComparison.Ordinal));
        Assert.Equal($"{segment} segments.jsonl", string.Join(' ', disk.List(ArchiveTest.Archive).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task An_event_that_a_straggler_reported_keeps_ours_out()
    {
        using IFile foreign = disk.Open(ArchiveTest.Log, OpenMode.Append);
        ArchiveTest.Compact(disk);
        foreign.WriteFully(System.Text.Encoding.UTF8.GetBytes(DedupWindowTests.Line("theirs", "pool", 0)), 0);

        await using EmbeddedStore store = await ArchiveTest.OpenAsync(disk);
        MemoryAddResult result = await store.Memory.AddAsync(DedupWindowTests.Record("pool"), ArchiveTest.Cancellation);

        Assert.Equal(new MemoryAddResult.Duplicate("theirs"), result);
    }

    [Fact]
    public void A_day_later_a_segment_is_compressed_and_every_answer_stays()
    {
        string segment = ArchiveTest.Compact(disk).Segment ?? "";
        ArchiveTest.Compact(disk, clock: Later(hours: 23));
        Assert.True(disk.Exists($"{ArchiveTest.Archive}/{segment}"));

        ArchiveTest.Compact(disk, clock: Later(hours: 25));

        Assert.False(disk.Exists($"{ArchiveTest.Archive}/{segment}"));
        Assert.True(disk.AfterPowerLoss().Exists($"{ArchiveTest.Archive}/{segment}.gz"));
        Assert.Equal(["old-1", "old-2", "new-1", "new-2"], ArchiveTest.Read(disk));
        foreach (int limit in new[] { 1, 2, 3, 10 })
        {
            Assert.Equal(["old-1", "old-2", "new-1", "new-2"], ArchiveTest.ReadPages(disk, limit));
        }
    }

    [Fact]
    public async Task A_listing_goes_on_in_what_was_the_log_when_it_is_a_compressed_segment()
    {
        await using EmbeddedStore store = await ArchiveTest.OpenAsync(disk);
        Page<MemoryRecord> first = await store.Memory.ListAsync(new MemoryListing { Limit = 2 }, ArchiveTest.Cancellation);
        ArchiveTest.Compact(disk);
        ArchiveTest.Compact(disk, clock: Later(days: 2));

        var rest = new MemoryListing { Limit = 2, Cursor = first.NextCursor };
        Page<MemoryRecord> second = await store.Memory.ListAsync(rest, ArchiveTest.Cancellation);

        Assert.Equal(["new-2", "old-2"], first.Items.Select(record => record.Id));
        Assert.Equal(["new-1", "old-1"], second.Items.Select(record => record.Id));
        Assert.Null(second.NextCursor);
    }

    [Fact]
    public void A_segment_that_is_gone_is_told_and_hides_nothing_else()
    {
        string segment = ArchiveTest.Compact(disk).Segment ?? "";
        disk.Delete($"{ArchiveTest.Archive}/{segment}");
        var problems = new ProblemList();

        Assert.Equal(["new-1", "new-2"], ArchiveTest.Read(disk, problems));

        Assert.Equal($"{ArchiveTest.Archive}/{segment}", Assert.Single(problems.Items).Path);
    }

    [Fact]
    public void A_line_of_the_list_that_is_garbage_is_told_and_the_others_count()
    {
        ArchiveTest.Compact(disk);
        disk.PlantFile(ArchiveTest.List, "garbage\n{\"segment\":\"../../etc/passwd\",\"sealed_length\":1}\n" + disk.ReadText(ArchiveTest.List) + "{\"segm");
        var problems = new ProblemList();

        Assert.Equal(["old-1", "old-2", "new-1", "new-2"], ArchiveTest.Read(disk, problems));

        Assert.Equal([1L, 2L, 4L], problems.Items.Select(problem => problem.Line ?? 0));
    }

    [Fact]
    public void A_compressed_segment_that_is_damaged_gives_what_it_can_and_says_what_is_missing()
    {
        string segment = ArchiveTest.Compact(disk).Segment ?? "";
        ArchiveTest.Compact(disk, clock: Later(days: 2));
        string path = $"{ArchiveTest.Archive}/{segment}.gz";
        disk.PlantFile(path, disk.ReadBytes(path).AsSpan()[..^30]);
        var problems = new ProblemList();

        Assert.Equal(["new-1", "new-2"], ArchiveTest.Read(disk, problems)[^2..]);

        Assert.Equal(path, Assert.Single(problems.Items).Path);
    }

    [Fact]
    public async Task A_query_within_retention_opens_no_segment_that_is_older_as_a_whole()
    {
        string segment = ArchiveTest.Compact(disk).Segment ?? "";
        disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.Open) with { Path = $"{ArchiveTest.Archive}/{segment}", ForGood = true });
        await using EmbeddedStore store = await ArchiveTest.OpenAsync(disk);

        Page<MemoryRecord> page = await store.Memory.QueryAsync(new MemoryQuery { Text = "of" }, ArchiveTest.Cancellation);

        Assert.Equal(2, page.Total);
        Assert.Throws<Daybook.Errors.StorageException>(() => ArchiveTest.Read(disk));
    }

    /// <summary>A clock some time after the one by which the store was made.</summary>
    internal static ManualClock Later(int days = 0, int hours = 0)
    {
        var clock = new ManualClock();
        clock.Advance(new TimeSpan(days, hours, 0, 0));
        return clock;
    }
}
