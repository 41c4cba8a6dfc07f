using System.IO.Compression;
using System.Text;
using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Memory;

/// <summary>A purged secret is in no file under the store, whatever happened to the store before and during the purge.</summary>
public sealed class MemoryPurgeTests(ITestOutputHelper output)
{
    private const string Secret = "hunter2-hunter2";
    private const string Id = "5f1d7a52-3c0e-4d3b-9a44-2f6f0f1f9d10";

    private static readonly string Line = ArchiveTest.Foreign(Id, 200).Replace($"of {Id}", Secret, StringComparison.Ordinal);

    private static readonly string[] Lines =
    [
        ArchiveTest.Foreign("old-1", 200), Line, ArchiveTest.Foreign("new-1", 1), Line.Replace("\n", "\r\n", StringComparison.Ordinal),
        "{\"id\":\"to" + Line, "null\n",
    ];

    [Fact]
    public void It_is_overwritten_in_place_and_nothing_else_moves()
    {
        SimulatedFileSystem disk = ArchiveTest.NewDisk(Lines);
        FileStat before = disk.Stat(ArchiveTest.Log) ?? default;

        MemoryForgotten forgotten = ArchiveTest.Forget(disk, Id, purge: true);

        SimulatedFileSystem after = disk.AfterPowerLoss();
        Assert.Equal(3, forgotten.Overwritten);
        Assert.Contains(forgotten.Remains, static text => text.Contains("backups", StringComparison.Ordinal));
        string text = after.ReadText(ArchiveTest.Log);
        Assert.Equal(string.Concat(Lines).Length, text.Length);
        Assert.Equal(before.Inode, disk.Stat(ArchiveTest.Log)?.Inode);
        Assert.StartsWith(Lines[0] + $"{{\"purged\":\"{Id}\"}} ", text, StringComparison.Ordinal);
        Assert.Equal(["old-1", "new-1"], ArchiveTest.Read(after));
        Assert.Equal(["carriage_return", "alien_line"], ArchiveTest.Doctor(after, fix: false).Select(finding => finding.Problem));
        MustBeGone(after);
    }

    [Fact]
    public void An_index_that_the_disk_will_not_tell_about_is_named_as_what_remains()
    {
        SimulatedFileSystem disk = ArchiveTest.NewDisk(Lines);
        string index = TestStores.SimulatedFolder + "/index.db";
        disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.Stat) with { Path = index, ForGood = true });

        MemoryForgotten forgotten = ArchiveTest.Forget(disk, Id, purge: true);

        Assert.Contains(forgotten.Remains, text => text.StartsWith(index, StringComparison.Ordinal));
        MustBeGone(disk.AfterPowerLoss());
    }

    [Fact]
    public void It_is_in_no_file_after_a_repair_a_compaction_and_a_compression()
    {
        SimulatedFileSystem disk = ArchiveTest.NewDisk(Lines);
        using IFile foreign = disk.Open(ArchiveTest.Log, OpenMode.Append);
        ArchiveTest.Doctor(disk, fix: true);
        ArchiveTest.Compact(disk);
        ArchiveTest.Compact(disk, clock: MemoryArchiveTests.Later(days: 2));
        disk.PlantFile(ArchiveTest.Log, disk.ReadText(ArchiveTest.Log) + ArchiveTest.Foreign("old-2", 120) + Line);
        ArchiveTest.Compact(disk);
        disk.PlantFile(ArchiveTest.Archive + "/memory-00000000000000000000000000.jsonl.daybook-tmp", Line);
        Assert.Contains(disk.List(ArchiveTest.Archive), static name => name.EndsWith(".gz", StringComparison.Ordinal));
        Assert.NotEmpty(FindSecret(disk));

        ArchiveTest.Forget(disk, Id, purge: true);

        MustBeGone(disk.AfterPowerLoss());
        Assert.Equal(["old-1", "old-2", "new-1"], ArchiveTest.Read(disk));
        Assert.Equal(["old-1", "old-2", "new-1"], ArchiveTest.ReadPages(disk, limit: 1));
        Assert.Empty(ArchiveTest.Doctor(disk, fix: false));
        Assert.Equal(0, ArchiveTest.Compact(disk).Moved);
    }

    [Fact]
    public void Without_a_purge_the_bytes_stay_and_a_later_purge_removes_them()
    {
        SimulatedFileSystem disk = ArchiveTest.NewDisk(Lines);
        ArchiveTest.Forget(disk, Id, purge: false);
        Assert.Equal(["old-1", "new-1"], ArchiveTest.Read(disk));
        Assert.NotEmpty(FindSecret(disk));

        ArchiveTest.Forget(disk, Id, purge: true);

        MustBeGone(disk);
    }

    [Fact]
    public void A_purge_killed_at_any_call_is_finished_by_the_next_one()
    {
        CrashReport report = CrashExplorer.Explore(
            static disk =>
            {
                ArchiveTest.Plant(disk, Lines);
                ArchiveTest.Compact(disk);
                ArchiveTest.Compact(disk, clock: MemoryArchiveTests.Later(days: 2));
                disk.PlantFile(ArchiveTest.Log, string.Concat(Lines[1], Lines[2], ArchiveTest.Foreign("old-2", 120)));
                ArchiveTest.Compact(disk);
                disk.PlantFile(ArchiveTest.Quarantine + "/memory-20260101T000000Z-00000000.jsonl", string.Concat(Lines));
                disk.PlantFile(ArchiveTest.Log, string.Concat(Lines[1], Lines[2]));
            },
            static (disk, ledger) =>
            {
                ledger.Attempt("purge");
                ArchiveTest.Forget(disk, Id, purge: true);
                ledger.Acknowledge("purge");
            },
            static (disk, ledger) =>
            {
                if (ledger.Acknowledged.Count > 0)
                {
                    MustBeGone(disk);
                }

                Assert.Equal(["old-1", "old-2", "new-1"], ArchiveTest.Read(disk).Where(static id => id != Id));
                PurgeAgain(disk);
                MustBeGone(disk.AfterPowerLoss());
                Assert.Equal(["old-1", "old-2", "new-1"], ArchiveTest.Read(disk));
                Assert.DoesNotContain(ArchiveTest.Doctor(disk, fix: false), static finding => finding.Path == ArchiveTest.Log);
            },
            new CrashOptions { StatesMaximum = 100 });
        output.WriteLine(report.ToString());
        Assert.True(report.States > 500);
    }

    [Fact]
    public void A_purge_whose_flush_fails_says_so_and_the_next_one_flushes_again()
    {
        SimulatedFileSystem sound = ArchiveTest.NewDisk(Lines);
        ArchiveTest.Forget(sound, Id, purge: true);
        int flushes = sound.CallsOf(DiskCall.Flush);
        foreach (Func<int, Fault> fault in (Func<int, Fault>[])[Fault.FlushDropsPages, Fault.FlushReverts])
        {
            for (int nth = 1; nth <= flushes; nth++)
            {
                SimulatedFileSystem disk = ArchiveTest.NewDisk(Lines);
                disk.Inject(fault(nth));
                bool isDone = true;
                try
                {
                    ArchiveTest.Forget(disk, Id, purge: true);
                }
                catch (DaybookException)
                {
                    isDone = false;
                }

                disk.ClearFaults();
                if (isDone)
                {
                    MustBeGone(disk.AfterPowerLoss());
                }

                PurgeAgain(disk);
                MustBeGone(disk.AfterPowerLoss());
                Assert.Equal(["old-1", "new-1"], ArchiveTest.Read(disk.AfterPowerLoss()));
            }
        }
    }

    [Theory]
    [InlineData("{\"id\":\"a\"}")]
    [InlineData("{\"id\":\"abcdefgh\"}")]
    [InlineData("{\"id\":\"\\\"quoted\\\"\",\"type\":\"note\"}")]
    [InlineData("{\"id\":\"with blank\",\"type\":\"note\"}")]
    public void A_line_too_short_for_the_mark_of_its_id_is_overwritten_all_the_same(string line)
    {
        SimulatedFileSystem disk = ArchiveTest.NewDisk(line + "\n", ArchiveTest.Foreign("new-1", 1));
        string id = ArchiveTest.Read(disk)[0];

        ArchiveTest.Forget(disk, id, purge: true);

        Assert.DoesNotContain("\"id\":\"", disk.ReadText(ArchiveTest.Log), StringComparison.Ordinal);
        Assert.Equal(["new-1"], ArchiveTest.Read(disk));
    }

    /// <summary>As a person does it; where nothing of the record is known any more, there is nothing to do.</summary>
    private static void PurgeAgain(SimulatedFileSystem disk) => ArchiveTest.Forget(disk, Id, purge: true);

    private static void MustBeGone(SimulatedFileSystem disk) => Assert.Empty(FindSecret(disk));

    private static IEnumerable<string> FindSecret(SimulatedFileSystem disk) => Files(disk, TestStores.SimulatedFolder)
        .Where(path => Encoding.Latin1.GetString(Expanded(disk, path)).Contains(Secret, StringComparison.Ordinal));

    private static IEnumerable<string> Files(SimulatedFileSystem disk, string directory) => disk.List(directory).SelectMany(name =>
        disk.Stat($"{directory}/{name}")?.Kind == FileKind.Directory ? Files(disk, $"{directory}/{name}") : [$"{directory}/{name}"]);

    private static byte[] Expanded(SimulatedFileSystem disk, string path)
    {
        byte[] bytes = disk.ReadBytes(path);
        if (!path.Contains(".gz", StringComparison.Ordinal) || bytes.Length == 0)
        {
            return bytes;
        }

        try
        {
            using var stream = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            stream.CopyTo(plain);
            return plain.ToArray();
        }
        catch (InvalidDataException)
        {
            // A temp file that a crash cut short: the purge that follows removes it.
            return bytes;
        }
    }
}
