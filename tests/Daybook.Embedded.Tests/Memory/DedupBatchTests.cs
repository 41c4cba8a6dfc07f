using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Testing;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Memory;

/// <summary>Records that are decided together: the lines of the earlier ones are not in the file yet.</summary>
public sealed class DedupBatchTests
{
    private readonly ManualClock clock = new();
    private readonly SimulatedFileSystem disk = TestStores.NewDisk();
    private readonly SimulatedClock simulated = new();
    private readonly SequentialIds ids = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_one_batch_the_second_of_an_event_is_kept_out_even_after_a_refusal_between_them()
    {
        await using EmbeddedStore store = await OpenAsync();
        await store.Memory.AppendAsync(new MemoryRecord { Id = "taken", Type = "note" }, Cancellation);

        Task<MemoryAddResult>[] batch = InOneBatch(
            () => AddAsync(store, "same"),
            () => store.Memory.AddAsync(new MemoryRecord { Id = "taken", Type = "incident" }, Cancellation),
            () => store.Memory.AddAsync(new MemoryRecord { Type = "note", Summary = new string('x', 2 << 20) }, Cancellation),
            () => AddAsync(store, "same"));

        string id = Assert.IsType<MemoryAddResult.Added>(await batch[0]).Id;
        await Assert.ThrowsAsync<ConflictException>(() => batch[1]);
        await Assert.ThrowsAsync<InvalidInputException>(() => batch[2]);
        Assert.Equal(id, Assert.IsType<MemoryAddResult.Duplicate>(await batch[3]).ExistingId);
        Assert.Equal(2, disk.ReadText(DedupWindowTests.Log).Count(letter => letter == '\n'));
    }

    [Fact]
    public async Task Of_one_batch_an_old_record_keeps_no_new_one_out()
    {
        await using EmbeddedStore store = await OpenAsync();
        await AddAsync(store, "other");
        MemoryRecord old = DedupWindowTests.Record("same") with { RecordedAt = clock.GetUtcNow().AddDays(-10) };

        Task[] batch = InOneBatch<Task>(
            () => store.Memory.AppendAsync(old, Cancellation),
            () => AddAsync(store, "same"));

        Assert.IsType<MemoryAddResult.Added>(await Assert.IsType<Task<MemoryAddResult>>(batch[1], exactMatch: false));
    }

    /// <summary>Starts calls while another process holds the lock, so that they are decided and written together.</summary>
    private T[] InOneBatch<T>(params Func<T>[] calls)
        where T : Task
    {
        IFile holder = disk.Open(DedupWindowTests.Log, OpenMode.OpenOrCreate);
        Assert.True(holder.TryLock(LockMode.Exclusive));
        var started = new ManualResetEventSlim();
        simulated.DuringNextPause(() =>
        {
            started.Wait(TimeSpan.FromSeconds(30));
            holder.Dispose();
        });
        T[] tasks = [.. calls.Select(call => call())];
        started.Set();
        return tasks;
    }

    private static Task<MemoryAddResult> AddAsync(EmbeddedStore store, string fingerprint) => store.Memory.AddAsync(DedupWindowTests.Record(fingerprint), Cancellation);

    private Task<EmbeddedStore> OpenAsync() =>
        TestStores.OpenAsync(new EmbeddedPorts(disk, simulated, clock, ids), TestStores.SimulatedFolder);
}
