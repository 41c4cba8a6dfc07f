using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Durability.Logs;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Logs;

public sealed class WatermarkTests
{
    private const string Path = "/watermark";
    private const ulong Identity = 0xFEEDFACECAFEBEEF;

    private static readonly WrittenMark Written = new(Identity, Generation: 3, End: 1L << 40);
    private static readonly FlushedMark Flushed = new(Identity, Generation: 3, End: 1L << 40, Base: 77, InDoubt: false, Repairs: 5);

    private readonly SimulatedFileSystem disk = new();

    [Fact]
    public void What_one_process_writes_another_reads()
    {
        using Watermark one = new(disk, Path);
        using Watermark other = new(disk, Path);
        one.Write(Written, Flushed with { InDoubt = true });

        other.Read();

        Assert.Equal(Written, other.Written);
        Assert.Equal(Flushed with { InDoubt = true }, other.Flushed);
        Assert.True(other.IsInDoubt(Identity));
        Assert.False(other.IsInDoubt(Identity + 1));
    }

    [Fact]
    public void Each_slot_is_written_without_the_other()
    {
        using Watermark one = new(disk, Path);
        one.Write(Flushed);
        one.Write(Written);
        one.Read();

        Assert.Equal((Written, Flushed), (one.Written, one.Flushed));
    }

    [Fact]
    public void An_absent_empty_or_short_file_says_nothing()
    {
        foreach (int length in new[] { 0, 1, 63, 64, 100, 127, 255, 300 })
        {
            disk.PlantFile(Path, new byte[length]);
            using Watermark mark = new(disk, Path);

            Assert.False(mark.Covers(Identity, 0));
            Assert.Null(mark.ReadHolder());
        }
    }

    [Fact]
    public void A_slot_torn_at_any_byte_reads_as_absent_or_as_it_was()
    {
        using (Watermark mark = new(disk, Path))
        {
            mark.Write(Written, Flushed);
        }

        byte[] old = disk.ReadBytes(Path);
        using (Watermark mark = new(disk, Path))
        {
            mark.Write(Written with { Generation = 9 }, Flushed with { Generation = 9, End = 12 });
        }

        byte[] now = disk.ReadBytes(Path);
        for (int at = 0; at <= 128; at++)
        {
            disk.PlantFile(Path, [.. now[..at], .. old[at..]]);
            using Watermark torn = new(disk, Path);
            Assert.Contains(torn.Written, new[] { default, Written, Written with { Generation = 9 } });
            Assert.Contains(torn.Flushed, new[] { default, Flushed, Flushed with { Generation = 9, End = 12 } });
        }
    }

    [Fact]
    public void Any_single_changed_byte_makes_its_slot_absent()
    {
        using (Watermark mark = new(disk, Path))
        {
            mark.Write(Written, Flushed);
        }

        byte[] bytes = disk.ReadBytes(Path);
        for (int at = 0; at < 128; at++)
        {
            byte[] changed = [.. bytes];
            changed[at] ^= 0x10;
            disk.PlantFile(Path, changed);
            using Watermark mark = new(disk, Path);
            Assert.Equal(at < 64 ? default : Written, mark.Written);
            Assert.Equal(at < 64 ? Flushed : default, mark.Flushed);
            Assert.False(mark.Covers(Identity, 0));
        }
    }

    [Fact]
    public void Another_file_generation_or_end_is_not_covered()
    {
        using Watermark mark = new(disk, Path);
        mark.Write(Written, Flushed);

        Assert.True(mark.Covers(Identity, Flushed.End));
        Assert.False(mark.Covers(Identity, Flushed.End + 1));
        Assert.False(mark.Covers(Identity + 1, 0));
        mark.Write(Written with { Generation = 4 });
        Assert.False(mark.Covers(Identity, 0));
    }

    [Fact]
    public void What_is_told_of_two_files_covers_neither()
    {
        using Watermark mark = new(disk, Path);
        mark.Write(Written, Flushed with { Identity = Identity + 1 });
        Assert.False(mark.Covers(Identity, 0) || mark.Covers(Identity + 1, 0));

        mark.Write(Written with { Identity = Identity + 1 }, Flushed);
        Assert.False(mark.Covers(Identity, 0) || mark.Covers(Identity + 1, 0));
    }

    [Fact]
    public void What_was_cut_off_since_it_was_read_says_nothing_any_more()
    {
        using Watermark mark = new(disk, Path);
        mark.Write(Written, Flushed);
        mark.NoteHolder(new LockHolder(1, "label", null));
        Assert.NotNull(mark.ReadHolder());
        using (IFile other = disk.Open(Path, OpenMode.ReadWrite))
        {
            other.Truncate(0);
        }

        Assert.Null(mark.ReadHolder());

        Assert.Equal((default, default), (mark.Written, mark.Flushed));
    }

    [Fact]
    public void The_same_file_is_another_one_in_another_boot()
    {
        FileStat stat = new(FileKind.Regular, 0, 1, 2, 3, FilePermissions.PrivateFile, 0, 0, 1, default);

        Assert.Equal(FileIdentity.Of("boot-1", stat), FileIdentity.Of("boot-1", stat with { Length = 9, Links = 2, User = 7 }));
        Assert.NotEqual(FileIdentity.Of("boot-1", stat), FileIdentity.Of("boot-2", stat));
        Assert.NotEqual(FileIdentity.Of("boot-1", stat), FileIdentity.Of("boot-1", stat with { Device = 9 }));
        Assert.NotEqual(FileIdentity.Of("boot-1", stat), FileIdentity.Of("boot-1", stat with { Inode = 9 }));
        Assert.NotEqual(FileIdentity.Of("boot-1", stat), FileIdentity.Of("boot-1", stat with { Birth = 9 }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("daybook memory add")]
    [InlineData("\u00e4\u00f6\u00fc\u00df \u65e5\u8a18 \u05d9\u05d5\u05de\u05df")]
    public void The_holders_note_keeps_a_label_in_any_script(string label)
    {
        using Watermark one = new(disk, Path);
        using Watermark other = new(disk, Path);
        LockHolder holder = new(4711, label, new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
        one.NoteHolder(holder);

        Assert.Equal(holder, other.ReadHolder());
    }

    [Theory]
    [InlineData('a')]
    [InlineData('\u00df')]
    [InlineData('\u65e5')]
    public void A_label_of_the_longest_length_fits_in_any_script(char letter)
    {
        using Watermark one = new(disk, Path);
        string label = new(letter, Watermark.LabelCharactersMaximum);
        one.NoteHolder(new LockHolder(1, label, null));

        Assert.Equal(label, one.ReadHolder()?.Label);
        Assert.Equal(256, disk.ReadBytes(Path).Length);
    }

    [Fact]
    public void Whichever_process_left_the_note_it_is_read()
    {
        using Watermark one = new(disk, Path);
        using Watermark other = new(disk, Path);
        for (int process = 1; process <= 2000; process++)
        {
            one.NoteHolder(new LockHolder(process, "label", null));
            Assert.Equal(process, other.ReadHolder()?.ProcessId);
        }
    }

    [Fact]
    public void The_note_of_another_process_or_of_another_doing_takes_the_place_of_the_last_one()
    {
        using Watermark one = new(disk, Path);
        using Watermark other = new(disk, Path);
        foreach (LockHolder holder in new LockHolder[] { new(1, "label", null), new(2, "label", null), new(2, "other", null) })
        {
            one.Read();
            one.NoteHolder(holder);

            Assert.Equal(holder, other.ReadHolder());
        }
    }

    [Fact]
    public void A_note_that_stands_there_already_is_not_written_again()
    {
        using Watermark one = new(disk, Path);
        one.NoteHolder(new LockHolder(1, "label", null));
        one.Read();
        int writes = disk.CallsOf(DiskCall.Write);

        one.NoteHolder(new LockHolder(1, "label", DateTimeOffset.UnixEpoch));

        Assert.Equal(writes, disk.CallsOf(DiskCall.Write));
    }

    [Fact]
    public void That_it_can_be_read_in_part_only_counts_as_unknown()
    {
        using Watermark mark = new(disk, Path);
        mark.Write(Written, Flushed);
        disk.Inject(Fault.ShortRead(2 * Watermark.SlotBytes));
        disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.Read, nth: 2));

        mark.Read();

        Assert.Equal((default, default), (mark.Written, mark.Flushed));
    }

    [Fact]
    public void That_it_cannot_be_read_counts_as_unknown()
    {
        using Watermark mark = new(disk, Path);
        mark.Write(Written, Flushed);
        disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.Read));

        mark.Read();

        Assert.False(mark.Covers(Identity, 0));
    }
}
