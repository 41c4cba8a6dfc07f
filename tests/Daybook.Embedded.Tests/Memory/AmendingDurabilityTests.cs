using System.Text;
using Daybook.Durability.FileSystem;
using Daybook.Embedded.Tests.Backup.Transfer;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Memory;

/// <summary>What is said of stored records survives a power loss together with the records that it rests on.</summary>
public sealed class AmendingDurabilityTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_better_record_that_its_writer_could_not_flush_is_durable_once_it_supersedes_another()
    {
        SimulatedFileSystem disk = TestStores.NewDisk();
        await AddAsync(disk, "old");
        disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.Flush));
        await Assert.ThrowsAnyAsync<DaybookException>(() => AddAsync(disk, "better"));
        disk.ClearFaults();

        await Transfers.DoAsync(disk, store => store.Memory.SupersedeAsync(new MemorySupersede { Id = "old", By = "better" }, Cancellation));

        Assert.Equal(["old", "better"], ArchiveTest.Read(disk.AfterPowerLoss()));
    }

    [Fact]
    public void A_straggler_whose_copy_could_not_be_flushed_stays_in_sight()
    {
        SimulatedFileSystem disk = ArchiveTest.NewDisk(ArchiveTest.Foreign("old-1", 200), ArchiveTest.Foreign("new-1", 1));
        using (IFile foreign = disk.Open(ArchiveTest.Log, OpenMode.Append))
        {
            ArchiveTest.Compact(disk);
            foreign.WriteFully(Encoding.UTF8.GetBytes(ArchiveTest.Foreign("late", 1)), 0);
            foreign.Flush();
        }

        disk.Inject(Fault.FlushDropsPages() with { Path = ArchiveTest.Log });
        Assert.ThrowsAny<DaybookException>(() => ArchiveTest.Compact(disk));
        disk.ClearFaults();

        ArchiveTest.Compact(disk);

        Assert.Contains("late", ArchiveTest.Read(disk.AfterPowerLoss()));
    }

    [Fact]
    public void What_a_purge_deletes_stays_deleted()
    {
        const string Leftover = ArchiveTest.Archive + "/memory-20260101T000000Z-0000.jsonl.daybook-tmp";
        const string Index = TestStores.SimulatedFolder + "/index.db";
        SimulatedFileSystem disk = ArchiveTest.NewDisk(ArchiveTest.Foreign("old-1", 200), ArchiveTest.Foreign("secret", 1));
        disk.PlantFile(Leftover, ArchiveTest.Foreign("secret", 1));
        disk.PlantFile(Index, "words of the secret");

        ArchiveTest.Forget(disk, "secret", purge: true);

        SimulatedFileSystem found = disk.AfterPowerLoss();
        Assert.False(found.Exists(Leftover));
        Assert.False(found.Exists(Index));
    }

    private static Task<MemoryAddResult> AddAsync(SimulatedFileSystem disk, string id) => Transfers.DoAsync(
        disk, store => store.Memory.AddAsync(new MemoryRecord { Id = id, Type = "note", Title = id }, Cancellation));
}
