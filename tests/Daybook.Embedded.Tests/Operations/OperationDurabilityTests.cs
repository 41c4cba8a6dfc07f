using Daybook.Backup;
using Daybook.Durability.FileSystem;
using Daybook.Embedded.Tests.Backup.Transfer;
using Daybook.Errors;
using Daybook.Operations;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Operations;

/// <summary>What is answered of an operation survives a power loss, whoever was to make it durable.</summary>
public sealed class OperationDurabilityTests
{
    private readonly OperationFixture ops = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_operation_with_which_another_one_is_refused()
    {
        await ops.DoAsync(async store =>
        {
            await store.Operations.StartAsync(OperationFixture.New, Cancellation);
            RefuseSync();
            await Assert.ThrowsAnyAsync<DaybookException>(() => store.Operations.StartAsync(OperationFixture.New with { Id = OperationFixture.Id }, Cancellation));
            ops.Disk.ClearFaults();
            return await Assert.ThrowsAsync<ConflictException>(
                () => store.Operations.StartAsync(OperationFixture.New with { Id = OperationFixture.Id, Actor = "other" }, Cancellation));
        });

        Assert.Equal("codex", (await FoundAsync()).Actor);
    }

    [Fact]
    public async Task An_end_in_a_log_that_a_mend_put_under_a_process_which_knows_its_name()
    {
        await ops.StartAsync(OperationFixture.New with { Id = OperationFixture.Id });
        await using EmbeddedStore store = await TestStores.OpenAsync(TestStores.SimulatedPorts(ops.Disk, ops.Clock, new RandomIdSource()), TestStores.SimulatedFolder);
        await store.Operations.LinkAsync(OperationFixture.Id, new OperationLinks { Artifacts = ["a"] }, Cancellation);
        using (IFile log = ops.Disk.Open(OperationFixture.LogOf(OperationFixture.Id), OpenMode.Append))
        {
            log.WriteFully("garbage\n"u8, 0);
            log.Flush();
        }

        RefuseSync();
        await Assert.ThrowsAnyAsync<DaybookException>(ops.FixAsync);
        ops.Disk.ClearFaults();

        await store.Operations.CompleteAsync(OperationFixture.Id, OperationFixture.Done, Cancellation);

        Assert.Equal(OperationStatus.Closed, (await FoundAsync()).Status);
    }

    [Fact]
    public async Task An_end_whose_writer_was_killed_and_whose_flush_failed_once()
    {
        await LeaveUnflushedEndAsync();
        ops.Disk.Inject(Fault.FlushDropsPages() with { Path = OperationFixture.LogOf(OperationFixture.Id) });
        await Assert.ThrowsAsync<DurabilityUnknownException>(() => ops.CompleteAsync(OperationFixture.Id));
        ops.Disk.ClearFaults();

        await Assert.ThrowsAsync<ConflictException>(() => ops.CompleteAsync(OperationFixture.Id, new OperationCompletion { Outcome = OperationOutcome.Failed }));

        Assert.Equal(OperationOutcome.Done, (await FoundAsync()).Outcome);
    }

    [Fact]
    public async Task An_end_that_an_import_finds_unchanged_after_its_flush_failed_once()
    {
        OperationFixture twin = await LeaveUnflushedEndAsync();
        string[] lines = await Transfers.ExportAsync(twin.Disk);
        ops.Disk.Inject(Fault.FlushDropsPages() with { Path = OperationFixture.LogOf(OperationFixture.Id) });
        await Assert.ThrowsAnyAsync<DaybookException>(() => Transfers.ImportAsync(ops.Disk, lines));
        ops.Disk.ClearFaults();

        Assert.Equal(ImportedRecord.Unchanged, Transfers.Action(await Transfers.ImportAsync(ops.Disk, lines)));

        Assert.Equal(OperationOutcome.Done, (await FoundAsync()).Outcome);
    }

    /// <summary>As a process leaves it that is killed between writing an end and flushing it.</summary>
    /// <returns>The same store, where it came to the flush.</returns>
    private async Task<OperationFixture> LeaveUnflushedEndAsync()
    {
        await ops.StartAsync(OperationFixture.New with { Id = OperationFixture.Id });
        string log = OperationFixture.LogOf(OperationFixture.Id);
        var twin = new OperationFixture(ops.Disk.AfterPowerLoss());
        await twin.CompleteAsync(OperationFixture.Id);
        using IFile file = ops.Disk.Open(log, OpenMode.Append);
        file.WriteFully(twin.Disk.ReadBytes(log).AsSpan(ops.Disk.ReadBytes(log).Length), 0);
        return twin;
    }

    private void RefuseSync() =>
        ops.Disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.SyncDirectory) with { Path = OperationFixture.Folder });

    private async Task<OperationRecord> FoundAsync() => (await new OperationFixture(ops.Disk.AfterPowerLoss()).GetAsync(OperationFixture.Id)).Operation;
}
