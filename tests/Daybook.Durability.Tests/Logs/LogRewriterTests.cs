using System.Buffers;
using System.Globalization;
using System.Text;
using Daybook.Durability.Errors;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Logs;

public sealed class LogRewriterTests
{
    internal const string Aside = "/store/quarantine/old.jsonl";
    private const string Log = "keep 1\ndrop\r\nreplace\nkeep 2";
    private const string Mended = "keep 1\nreplaced\nkeep 2\n";

    [Fact]
    public void Lines_are_kept_replaced_and_dropped_and_the_old_bytes_stand_aside()
    {
        SimulatedFileSystem disk = NewDisk();

        Rewrite(disk);

        SimulatedFileSystem after = disk.AfterPowerLoss();
        Assert.Equal(Mended, after.ReadText(SimulatedLog.Path));
        Assert.Equal(Log, after.ReadText(Aside));
        Assert.Equal(["old.jsonl"], after.List("/store/quarantine"));
        Assert.Equal(["memory.jsonl"], after.List("/store/memory"));
    }

    [Fact]
    public void Permissions_and_owner_stay()
    {
        SimulatedFileSystem disk = NewDisk();
        disk.IsPrivileged = true;
        disk.PlantFile(SimulatedLog.Path, "keep\n"u8, FilePermissions.SharedFile);
        disk.PlantOwner(SimulatedLog.Path, 7, 8);

        Rewrite(disk);

        FileStat stat = disk.Stat(SimulatedLog.Path) ?? default;
        Assert.Equal((FilePermissions.SharedFile, 7u, 8u), (stat.Permissions, stat.User, stat.Group));
    }

    [Fact]
    public void A_log_larger_than_any_buffer_is_copied_whole()
    {
        SimulatedFileSystem disk = NewDisk();
        string content = string.Concat(Enumerable.Range(0, 60).Select(index => $"keep {index} {new string('x', 100_000)}\n"));
        disk.PlantFile(SimulatedLog.Path, content);
        var reports = new List<long>();

        Rewrite(disk, new Reports(reports));

        Assert.Equal(content, disk.ReadText(SimulatedLog.Path));
        Assert.NotEmpty(reports);
    }

    [Fact]
    public void The_next_append_goes_to_the_new_log()
    {
        SimulatedFileSystem disk = NewDisk();
        var ledger = new Ledger(disk);
        using LogWriter writer = SimulatedLog.Open(disk);
        SimulatedLog.Append(writer, ledger, "before");

        Rewrite(disk, mender: static (_, _) => LineVerdict.Keep);
        SimulatedLog.Append(writer, ledger, "after");

        Assert.Equal(["before", "after"], SimulatedLog.Read(disk.AfterPowerLoss()));
    }

    [Fact]
    public void Lines_that_a_foreign_writer_still_put_into_the_old_file_are_copied_over()
    {
        SimulatedFileSystem disk = NewDisk();
        using IFile foreign = disk.Open(SimulatedLog.Path, OpenMode.Append);

        // The foreign program opened the old file before and writes to it when we hold its lock: the torn tail is copied last.
        Rewrite(disk, mender: (line, output) =>
        {
            if (line.Ending == LineEnding.None && line.Offset < Log.Length)
            {
                foreign.Write("\ndrop\nkeep late\nreplace"u8, 0);
            }

            return Mend(line, output);
        });

        Assert.Equal(Mended + "keep late\nreplaced\n", disk.AfterPowerLoss().ReadText(SimulatedLog.Path));
    }

    [Fact]
    public void Lines_that_come_in_while_the_copy_is_made_without_the_lock_are_in_it_once()
    {
        SimulatedFileSystem disk = NewDisk();
        var ledger = new Ledger(disk);
        using LogWriter writer = SimulatedLog.Open(disk);
        bool written = false;

        Rewrite(disk, mender: (line, output) =>
        {
            if (!written)
            {
                written = true;
                SimulatedLog.Append(writer, ledger, "meanwhile");
            }

            return Mend(line, output);
        });

        Assert.Equal(["meanwhile"], SimulatedLog.Read(disk.AfterPowerLoss()));
        Assert.StartsWith(Mended, disk.ReadText(SimulatedLog.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_another_program_replaces_meanwhile_is_left_as_it_put_it()
    {
        SimulatedFileSystem disk = NewDisk();
        disk.PlantFile("/store/memory/theirs", "theirs\n");
        bool replaced = false;

        Assert.Throws<LogReplacedException>(() => Rewrite(disk, mender: (line, output) =>
        {
            if (!replaced)
            {
                replaced = true;
                disk.Rename("/store/memory/theirs", SimulatedLog.Path);
            }

            return Mend(line, output);
        }));

        Assert.Equal("theirs\n", disk.ReadText(SimulatedLog.Path));
        Assert.False(disk.Exists(Aside));
    }

    [Fact]
    public void A_lock_that_another_holds_is_not_broken()
    {
        SimulatedFileSystem disk = NewDisk();
        using IFile holder = disk.Open(SimulatedLog.Path, OpenMode.Read);
        Assert.True(holder.TryLock(LockMode.Exclusive));

        Assert.Throws<LockTimeoutException>(() => Rewrite(disk));

        Assert.Equal(Log, disk.ReadText(SimulatedLog.Path));
        Assert.False(disk.Exists(Aside));
    }

    [Fact]
    public void A_name_aside_that_is_taken_is_not_overwritten()
    {
        SimulatedFileSystem disk = NewDisk();
        disk.PlantFile(Aside, "someone's");

        Assert.Equal(FileSystemError.Exists, Assert.Throws<FileSystemException>(() => Rewrite(disk)).Error);

        Assert.Equal("someone's", disk.ReadText(Aside));
        Assert.Equal(Log, disk.ReadText(SimulatedLog.Path));
        Assert.False(disk.Exists(Aside + AtomicFile.TempSuffix));
    }

    [Fact]
    public void A_temp_file_that_a_killed_rewrite_left_is_in_nobodys_way()
    {
        SimulatedFileSystem disk = NewDisk();
        disk.PlantFile(Aside + AtomicFile.TempSuffix, "left");

        Rewrite(disk);

        Check(disk, mustBeMended: true);
    }

    [Fact]
    public void The_seal_is_told_the_old_files_length_once_it_is_aside_and_before_the_new_one_takes_its_place()
    {
        SimulatedFileSystem disk = NewDisk();
        using var metrics = new DurabilityMetrics();
        long length = disk.Stat(SimulatedLog.Path)?.Length ?? 0;
        var told = new List<long>();

        long answered = new LogRewriter(disk, SimulatedLog.Options, new SimulatedClock(), TimeProvider.System, metrics).Replace(
            static (_, _) => LineVerdict.Drop,
            Aside,
            sealedLength =>
            {
                told.Add(sealedLength);
                Assert.True(disk.AfterPowerLoss().Exists(Aside));
                Assert.Equal(length, disk.Stat(SimulatedLog.Path)?.Length);
                using IFile other = disk.Open(SimulatedLog.Path, OpenMode.Read);
                Assert.False(other.TryLock(LockMode.Exclusive));
            },
            progress: null);

        Assert.Equal((length, length), (answered, Assert.Single(told)));
        Assert.Equal("", disk.ReadText(SimulatedLog.Path));
    }

    [Fact]
    public void A_log_that_another_program_cuts_while_it_is_copied_is_not_replaced()
    {
        SimulatedFileSystem disk = NewDisk();
        using IFile foreign = disk.Open(SimulatedLog.Path, OpenMode.Append);

        Assert.Throws<LogReplacedException>(() => Rewrite(disk, mender: (line, _) =>
        {
            if (line.Number == 3)
            {
                foreign.Truncate(7);
            }

            return LineVerdict.Keep;
        }));

        Assert.Equal("keep 1\n", disk.ReadText(SimulatedLog.Path));
        Assert.False(disk.Exists(Aside));
    }

    [Fact]
    public void A_log_that_another_program_cuts_while_a_line_too_long_to_be_loaded_is_copied_is_not_replaced()
    {
        SimulatedFileSystem disk = NewDisk();
        disk.PlantFile(SimulatedLog.Path, $"keep 1\n{new string('x', LogLimits.LineBytesMaximum + 1)}\nkeep 2\n");
        using IFile foreign = disk.Open(SimulatedLog.Path, OpenMode.Append);

        Assert.Throws<LogReplacedException>(() => Rewrite(disk, mender: (line, _) =>
        {
            if (line.IsTooLong)
            {
                foreign.Truncate(7);
            }

            return LineVerdict.Keep;
        }));

        Assert.Equal("keep 1\n", disk.ReadText(SimulatedLog.Path));
        Assert.False(disk.Exists(Aside));
    }

    [Fact]
    public void However_long_a_log_is_its_copy_is_written_in_pieces_that_fit_the_memory()
    {
        SimulatedFileSystem disk = NewDisk();
        disk.PlantFile(SimulatedLog.Path, string.Concat(Enumerable.Range(0, 20).Select(static _ => new string('x', 99_999) + "\n")));
        disk.StartTrace();

        Rewrite(disk, mender: static (_, _) => LineVerdict.Keep);

        int[] pieces =
        [
            .. disk.Trace.Split('\n')
                .Where(static call => call.Contains($" write {Aside}", StringComparison.Ordinal))
                .Select(static call => int.Parse(call.Split('+')[1].Split(' ')[0], CultureInfo.InvariantCulture)),
        ];
        Assert.Equal(2_000_000, pieces.Sum());
        Assert.All(pieces, static piece => Assert.InRange(piece, 0, LogLimits.ChunkBytes + 100_000));
    }

    [Fact]
    public void A_log_that_grows_while_it_is_copied_is_looked_at_again_four_times_before_writers_have_to_wait()
    {
        SimulatedFileSystem disk = NewDisk();
        byte[] line = [.. Enumerable.Repeat((byte)'x', LogLimits.ChunkBytes), (byte)'\n'];
        disk.PlantFile(SimulatedLog.Path, line);
        using IFile foreign = disk.Open(SimulatedLog.Path, OpenMode.Append);
        using var metrics = new DurabilityMetrics();
        disk.StartTrace();
        int rounds = 0;

        new LogRewriter(disk, SimulatedLog.Options, new SimulatedClock(), TimeProvider.System, metrics).Replace(
            (read, _) =>
            {
                if (read.End == disk.Stat(SimulatedLog.Path)?.Length && ++rounds < 5)
                {
                    foreign.WriteFully(line, 0);
                }

                return LineVerdict.Keep;
            },
            Aside,
            static _ => { },
            progress: null);

        Assert.Equal(5 * line.Length, disk.ReadBytes(SimulatedLog.Path).Length);
        Assert.Equal(4 + 1, LocksIn(disk.Trace));
    }

    [Fact]
    public void A_long_log_to_which_nobody_writes_is_looked_at_twice_before_writers_have_to_wait()
    {
        SimulatedFileSystem disk = NewDisk();
        disk.PlantFile(SimulatedLog.Path, new string('\n', LogLimits.ChunkBytes));
        disk.StartTrace();

        Rewrite(disk, mender: static (_, _) => LineVerdict.Drop);

        Assert.Equal(2 + 1, LocksIn(disk.Trace));
    }

    [Fact]
    public void Progress_is_told_once_for_so_many_bytes()
    {
        SimulatedFileSystem disk = NewDisk();
        disk.PlantFile(SimulatedLog.Path, string.Concat(Enumerable.Range(0, 90).Select(static _ => new string('x', 99_999) + "\n")));
        var reports = new List<long>();

        Rewrite(disk, new Reports(reports), static (_, _) => LineVerdict.Keep);

        Assert.Equal([4_200_000, 8_400_000], reports);
    }

    internal static SimulatedFileSystem NewDisk()
    {
        SimulatedFileSystem disk = new();
        Plant(disk);
        disk.SyncAll();
        return disk;
    }

    internal static void Plant(SimulatedFileSystem disk)
    {
        disk.PlantDirectory("/store/locks");
        disk.PlantFile(SimulatedLog.Path, Log);
    }

    internal static void Rewrite(IFileSystem disk, IProgress<long>? progress = null, LineMender? mender = null)
    {
        using var metrics = new DurabilityMetrics();
        new LogRewriter(disk, SimulatedLog.Options, new SimulatedClock(), TimeProvider.System, metrics).Rewrite(mender ?? Mend, Aside, progress);
    }

    /// <summary>The old content or the mended one, and in the second case the old one aside.</summary>
    internal static void Check(SimulatedFileSystem disk, bool mustBeMended)
    {
        string log = disk.ReadText(SimulatedLog.Path);
        if (mustBeMended || log != Log)
        {
            Assert.Equal(Mended, log);
            Assert.Equal(Log, disk.ReadText(Aside));
        }
    }

    private static int LocksIn(string trace) =>
        trace.Split('\n').Count(static call => call.Contains($" flock {SimulatedLog.Path} ", StringComparison.Ordinal));

    private static LineVerdict Mend(LogLine line, IBufferWriter<byte> output)
    {
        string text = Encoding.UTF8.GetString(line.Bytes);
        output.Write("replaced"u8);
        return text switch
        {
            "drop" => LineVerdict.Drop,
            "replace" => LineVerdict.Replace,
            _ => LineVerdict.Keep,
        };
    }

    private sealed class Reports(List<long> reports) : IProgress<long>
    {
        public void Report(long value) => reports.Add(value);
    }
}
