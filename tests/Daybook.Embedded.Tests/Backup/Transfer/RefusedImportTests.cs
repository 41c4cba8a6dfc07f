using Daybook.Backup;
using Daybook.Durability.FileSystem;
using Daybook.Embedded.Tests.Operations;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Runs;
using Daybook.Tasks;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Backup.Transfer;

/// <summary>An import that the disk refuses somewhere, and is repeated once the disk answers again.</summary>
public sealed class RefusedImportTests
{
    public static readonly TheoryData<FileSystemError> Errors = [FileSystemError.NoSpace, FileSystemError.InputOutput, FileSystemError.Denied];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Whichever_call_fails_a_record_and_what_supersedes_it_are_whole_after_the_next_import(FileSystemError error)
    {
        SimulatedFileSystem source = TestStores.NewDisk();
        await AddAsync(source, "old");
        string[] before = await Transfers.ExportAsync(source);
        await AddAsync(source, "better");
        await Transfers.DoAsync(source, store => store.Memory.SupersedeAsync(new MemorySupersede { Id = "old", By = "better" }, Cancellation));

        await FailEachCallAsync(error, before, await Transfers.ExportAsync(source), static _ => Task.CompletedTask);
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Whichever_call_fails_an_operation_of_a_mission_is_whole_after_the_next_import(FileSystemError error)
    {
        var source = new OperationFixture();
        await source.StartAsync(OperationFixture.New with { Id = OperationFixture.Id, MissionId = "m-1" });
        await source.CompleteAsync(OperationFixture.Id);

        await FailEachCallAsync(error, [], await Transfers.ExportAsync(source.Disk), async disk =>
        {
            await new OperationFixture(disk).FixAsync();
            Assert.Equal(source.Disk.ReadText(OperationFixture.Folder + "/lifecycle.jsonl"), disk.ReadText(OperationFixture.Folder + "/lifecycle.jsonl"));
        });
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Whichever_call_fails_tasks_and_runs_are_there_after_the_next_import(FileSystemError error)
    {
        SimulatedFileSystem source = TestStores.NewDisk();
        await Transfers.DoAsync(source, async store =>
        {
            await store.Tasks.CreateAsync(new NewTask { Name = "first" }, new TaskActor { Agent = "test" }, Cancellation);
            await store.Runs.CreateAsync(new NewRun { ProjectId = "p", TaskId = "t", AgentType = "codex" }, Cancellation);
            return await store.Tasks.CreateAsync(new NewTask { Name = "second" }, new TaskActor { Agent = "test" }, Cancellation);
        });

        await FailEachCallAsync(error, [], await Transfers.ExportAsync(source), static _ => Task.CompletedTask);
    }

    private static async Task FailEachCallAsync(FileSystemError error, string[] before, string[] lines, Func<SimulatedFileSystem, Task> check)
    {
        bool isReached = true;
        for (int nth = 1; isReached; nth++)
        {
            SimulatedFileSystem disk = TestStores.NewDisk();
            await Transfers.ImportAsync(disk, before);
            int calls = disk.CallsOf(null);
            disk.Inject(Fault.Fails(error, nth: nth));
            try
            {
                await Transfers.ImportAsync(disk, lines);
            }
            catch (DaybookException)
            {
                // A clear answer; anything else fails the test.
            }

            isReached = disk.CallsOf(null) - calls >= nth;
            disk.ClearFaults();
            await Transfers.ImportAsync(disk, lines);

            SimulatedFileSystem found = disk.AfterPowerLoss();
            Assert.Equal(lines, await Transfers.ExportAsync(found));
            Assert.All(await Transfers.ImportAsync(found, lines), static one => Assert.Equal(ImportedRecord.Unchanged, one.Action));
            await check(found);
        }
    }

    private static Task<MemoryAddResult> AddAsync(SimulatedFileSystem disk, string id) => Transfers.DoAsync(
        disk, store => store.Memory.AddAsync(new MemoryRecord { Id = id, Type = "note", Title = id }, Cancellation));
}
