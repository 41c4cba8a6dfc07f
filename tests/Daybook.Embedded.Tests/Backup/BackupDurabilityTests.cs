using Daybook.Durability.FileSystem;
using Daybook.Embedded.Tests.Backup.Transfer;
using Daybook.Errors;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Backup;

/// <summary>A backup that is there is there for good.</summary>
public sealed class BackupDurabilityTests
{
    private const string Archive = "/home/user/backup.tar.gz";

    private readonly SimulatedFileSystem disk = TestStores.NewDisk();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_whose_name_could_not_be_made_durable_is_taken_away_and_can_be_made_again()
    {
        disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.SyncDirectory) with { Path = "/home/user" });
        await Assert.ThrowsAsync<DurabilityUnknownException>(BackUpAsync);
        disk.ClearFaults();

        await BackUpAsync();

        Assert.True(disk.AfterPowerLoss().Exists(Archive));
    }

    [Fact]
    public async Task One_that_a_killed_process_left_is_durable_once_another_is_refused()
    {
        using (IFile left = disk.Open(Archive, OpenMode.CreateNew))
        {
            left.WriteFully("whole"u8, 0);
            left.Flush();
        }

        await Assert.ThrowsAsync<ConflictException>(BackUpAsync);

        Assert.True(disk.AfterPowerLoss().Exists(Archive));
    }

    private Task BackUpAsync() => Transfers.DoAsync(disk, store => store.BackUpAsync(Archive, Cancellation));
}
