using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Search;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Search;

/// <summary>A search for which this process has no descriptor left is an error, and no answer that nothing matches.</summary>
public sealed class ScarceDescriptorsTests
{
    private const string Log = TestStores.SimulatedFolder + "/memory/memory.jsonl";

    private readonly SimulatedFileSystem disk = TestStores.NewDisk();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Records_for_which_no_descriptor_is_left_are_an_error()
    {
        await using EmbeddedStore store = await OpenAsync();
        disk.Inject(Fault.Fails(FileSystemError.TooManyOpenFiles, DiskCall.Open) with { Path = Log, ForGood = true });

        StorageException refused = await Assert.ThrowsAsync<StorageException>(() => FindAsync(store));

        Assert.Contains("ulimit", refused.Hint, StringComparison.Ordinal);
        disk.ClearFaults();
        Assert.Single((await FindAsync(store)).Items);
    }

    [Fact]
    public async Task Records_that_the_disk_does_not_give_are_told_beside_what_it_gives()
    {
        await using EmbeddedStore store = await OpenAsync();
        disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.Open) with { Path = Log, ForGood = true });

        SearchAnswer answer = await FindAsync(store);

        Assert.Empty(answer.Items);
        Assert.Equal(Log, Assert.Single(answer.Problems).Path);
    }

    private static Task<SearchAnswer> FindAsync(EmbeddedStore store) => store.Search.SearchAsync(new SearchQuery { Text = "heron" }, Cancellation);

    private async Task<EmbeddedStore> OpenAsync()
    {
        EmbeddedStore store = await TestStores.OpenAsync(TestStores.SimulatedPorts(disk), TestStores.SimulatedFolder);
        await store.Memory.AddAsync(new MemoryRecord { Type = "note", Title = "a heron" }, Cancellation);
        return store;
    }
}
