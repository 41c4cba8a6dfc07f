using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Operations;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Operations;

/// <summary>Operations on a disk that crashes or fails at every call.</summary>
public sealed class OperationCrashTests(ITestOutputHelper output)
{
    private const string One = "01KTK4DFAS04MCX5GP1W2R6NEP";
    private const string Two = "01KTK4MF47RVY2WCXGFGX5AHT6";
    private const string After = "01KTK4WQC1ZVRRK8420G2DB5FH";

    public static readonly TheoryData<FileSystemError> Errors =
    [
        FileSystemError.InputOutput, FileSystemError.NoSpace, FileSystemError.Denied, FileSystemError.ReadOnly,
        FileSystemError.TooManyOpenFiles, FileSystemError.Interrupted, FileSystemError.NoLocks,
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void What_was_acknowledged_survives_any_crash()
    {
        CrashReport report = CrashExplorer.Explore(
            static disk =>
            {
                disk.PlantDirectory("/home/user/project");
                TestStores.Create(TestStores.SimulatedPorts(disk), "/home/user/project");
            },
            DoAll,
            static (disk, ledger) =>
            {
                Check(disk, ledger);
                Do(disk, ledger, $"start {After}", store => StartAsync(store, After));
                Check(disk.AfterPowerLoss(), ledger);
            },
            new CrashOptions { StatesMaximum = 12 });
        output.WriteLine(report.ToString());
        Assert.True(report.States > 100);
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void Whichever_call_fails_the_answer_is_clear_and_nothing_acknowledged_is_lost(FileSystemError error)
    {
        // Each error at every fifth call: all of them together fail each call, and the proof of refusals fails each with each.
        FailEachCall(nth => Fault.Fails(error, nth: nth), first: 1 + ((int)error % 5), step: 5);
        FailEachCall(nth => Fault.Fails(error, nth: nth) with { ForGood = true }, first: 1 + (((int)error + 1) % 5), step: 5);
    }

    [Fact]
    public void Short_writes_and_failed_flushes_are_told_or_carried_through()
    {
        FailEachCall(static nth => Fault.ShortWrite(7, nth));
        FailEachCall(Fault.FlushDropsPages);
        FailEachCall(Fault.FlushReverts);
    }

    [Fact]
    public async Task An_end_whose_flush_failed_is_taken_back_and_can_be_written_again()
    {
        var fixture = new OperationFixture();
        await fixture.StartAsync(OperationFixture.New with { Id = One });
        string before = fixture.Disk.ReadText(OperationFixture.LogOf(One));
        fixture.Disk.Inject(Fault.FlushDropsPages());
        DurabilityUnknownException unknown = await Assert.ThrowsAsync<DurabilityUnknownException>(() => fixture.CompleteAsync(One));
        Assert.Equal(One, unknown.Id);
        Assert.Equal(before, fixture.Disk.ReadText(OperationFixture.LogOf(One)));
        await fixture.CompleteAsync(One);
        fixture.Disk = fixture.Disk.AfterPowerLoss();
        Assert.Equal(OperationStatus.Closed, (await fixture.GetAsync(One)).Operation.Status);
    }

    [Fact]
    public async Task A_full_disk_stores_no_part_of_an_end()
    {
        var fixture = new OperationFixture();
        await fixture.StartAsync(OperationFixture.New with { Id = One });
        string before = fixture.Disk.ReadText(OperationFixture.LogOf(One));
        fixture.Disk.Inject(Fault.ShortWrite(9));
        fixture.Disk.Inject(Fault.Fails(FileSystemError.NoSpace, DiskCall.Write, nth: 2) with { ForGood = true });
        await Assert.ThrowsAsync<StorageException>(() => fixture.CompleteAsync(One));
        Assert.Equal(before, fixture.Disk.ReadText(OperationFixture.LogOf(One)));
        Assert.Equal(OperationStatus.Open, (await fixture.GetAsync(One)).Operation.Status);
    }

    private static void FailEachCall(Func<int, Fault> fault, int first = 1, int step = 1)
    {
        SimulatedFileSystem sound = TestStores.NewDisk();
        DoAll(sound, new Ledger(sound));
        for (int nth = first; nth <= sound.CallsOf(fault(1).On); nth += step)
        {
            SimulatedFileSystem disk = TestStores.NewDisk();
            var ledger = new Ledger(disk);
            disk.Inject(fault(nth));
            DoAll(disk, ledger);

            disk.ClearFaults();
            Check(disk, ledger);
            Do(disk, ledger, $"start {After}", store => StartAsync(store, After));
            Assert.Contains($"start {After}", ledger.Acknowledged);
            Check(disk.AfterPowerLoss(), ledger);
        }
    }

    private static void DoAll(SimulatedFileSystem disk, Ledger ledger)
    {
        Do(disk, ledger, $"start {One}", store => StartAsync(store, One));
        Do(disk, ledger, $"start {Two}", store => StartAsync(store, Two));
        Do(disk, ledger, $"complete {One}", store => store.Operations.CompleteAsync(
            One, new OperationCompletion { Outcome = OperationOutcome.Done, Links = new OperationLinks { Artifacts = ["a.md"] } }, Cancellation));
        Do(disk, ledger, $"link {One}", store => store.Operations.LinkAsync(One, new OperationLinks { Commit = "abcd" }, Cancellation));
        Do(disk, ledger, "list", store => store.Operations.ListAsync(new OperationQuery(), Cancellation));
        Do(disk, ledger, $"sweep {Two}", store => CloseAllAsync(store, Two));
        Do(disk, ledger, "fix", store => store.OperationDoctor.FixAsync(TimeSpan.Zero, Cancellation));
    }

    private static Task<OperationChange> StartAsync(EmbeddedStore store, string id) =>
        store.Operations.StartAsync(OperationFixture.New with { Id = id, MissionId = "mission-1" }, Cancellation);

    private static async Task CloseAllAsync(EmbeddedStore store, string id)
    {
        IReadOnlyList<OperationSweep> swept = await store.Operations.SweepAsync(TimeSpan.Zero, Cancellation);
        if (!swept.Any(sweep => sweep.View.Operation.InvocationId == id && sweep.Action == OperationSweep.ClosedAbandoned))
        {
            throw new NotFoundException("it was not closed");
        }
    }

    /// <summary>One process per command; a clear refusal is an answer too, and anything else fails the test.</summary>
    private static void Do(SimulatedFileSystem disk, Ledger ledger, string name, Func<EmbeddedStore, Task> work)
    {
        ledger.Attempt(name);
        try
        {
            using EmbeddedStoreScope scope = new(disk);
            work(scope.Store).GetAwaiter().GetResult();
            ledger.Acknowledge(name);
        }
        catch (DaybookException)
        {
        }
    }

    private static void Check(SimulatedFileSystem disk, Ledger ledger)
    {
        using EmbeddedStoreScope scope = new(disk);
        Page<OperationView> page = scope.Store.Operations.ListAsync(new OperationQuery { Limit = 100 }, Cancellation).GetAwaiter().GetResult();
        foreach (string done in ledger.Acknowledged.Where(static name => name is not ("fix" or "list")))
        {
            string[] words = done.Split(' ');
            OperationRecord operation = Assert.Single(page.Items, view => view.Operation.InvocationId == words[1]).Operation;
            Assert.True(operation.HasStart);
            Assert.Equal("mission-1", operation.MissionId);
            switch (words[0])
            {
                case "complete":
                    Assert.Equal(OperationOutcome.Done, operation.Outcome);
                    Assert.Contains(operation.Links, static link => link is OperationLink.Artifact { Ref: "a.md" });
                    break;
                case "link":
                    Assert.Contains(operation.Links, static link => link is OperationLink.Commit { Sha: "abcd" });
                    break;
                case "sweep":
                    Assert.Equal(OperationOutcome.Abandoned, operation.Outcome);
                    break;
            }
        }
    }
}
