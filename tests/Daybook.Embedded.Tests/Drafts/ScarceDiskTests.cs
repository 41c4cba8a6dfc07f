using Daybook.Drafts;
using Daybook.Durability.FileSystem;
using Daybook.Embedded.Sqlite;
using Daybook.Errors;
using Xunit;

namespace Daybook.Embedded.Tests.Drafts;

/// <summary>Where the system would end a process that writes to what SQLite maps, nothing is mapped on a disk that is nearly full.</summary>
public sealed class ScarceDiskTests : IDisposable
{
    private const long Enough = SharedMemoryRoom.BytesMin;

    private readonly DraftFixture drafts = new();

    /// <summary>File systems that need room to write where something is.</summary>
    public static TheoryData<string, int> Needy => new() { { "btrfs", 4096 }, { "zfs", 131_072 }, { "ext4", 1024 } };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => drafts.Dispose();

    [Theory]
    [MemberData(nameof(Needy))]
    public async Task A_draft_is_refused_and_every_draft_is_read(string type, int blockBytes)
    {
        await drafts.SaveAndDieAsync(DraftFixture.First, "1");
        ScarceFileSystem disk = Disk(type, blockBytes, Enough - 1);
        await using EmbeddedStore store = await OpenAsync(disk);

        StorageException refused = await Assert.ThrowsAsync<StorageException>(() => SaveAsync(store));

        Assert.Contains("free some space", refused.Hint, StringComparison.Ordinal);
        Assert.Equal("1", (await store.Drafts.LoadAsync(DraftFixture.First, Cancellation)).StateJson);
        Assert.False(File.Exists(drafts.Database + SqliteDatabase.SharedMemorySuffix));
    }

    [Theory]
    [MemberData(nameof(Needy))]
    public async Task Connections_that_are_open_when_the_room_goes_are_left_alone_and_used_again_when_it_comes(string type, int blockBytes)
    {
        ScarceFileSystem disk = Disk(type, blockBytes, Enough);
        await using (EmbeddedStore store = await OpenAsync(disk))
        {
            await SaveAsync(store);
            await store.Drafts.LoadAsync(DraftFixture.Second, Cancellation);
            byte[] mapped = await File.ReadAllBytesAsync(drafts.Database + SqliteDatabase.SharedMemorySuffix, Cancellation);
            disk.FreeBytes = 0;

            await Assert.ThrowsAsync<StorageException>(() => SaveAsync(store));
            Assert.Equal("2", (await store.Drafts.LoadAsync(DraftFixture.Second, Cancellation)).StateJson);
            Assert.Equal(mapped, await File.ReadAllBytesAsync(drafts.Database + SqliteDatabase.SharedMemorySuffix, Cancellation));

            disk.FreeBytes = Enough;
            await SaveAsync(store);
            disk.FreeBytes = 0;
        }

        // To carry the log over would have written to what is mapped.
        Assert.NotEqual(0, new FileInfo(drafts.Database + SqliteDatabase.LogSuffix).Length);
        Assert.Equal("2", (await drafts.LoadAsync(DraftFixture.Second)).StateJson);
    }

    [Theory]
    [InlineData("ext4", 4096, 0)]
    [InlineData("btrfs", 4096, Enough)]
    public async Task Elsewhere_SQLite_itself_tells_that_a_disk_is_full(string type, int blockBytes, long freeBytes)
    {
        await using EmbeddedStore store = await OpenAsync(Disk(type, blockBytes, freeBytes));
        await SaveAsync(store);
    }

    private ScarceFileSystem Disk(string type, int blockBytes, long freeBytes) =>
        new(LocalFileSystem.Create(), drafts.Store, type, blockBytes) { FreeBytes = freeBytes };

    private static Task<DraftSummary> SaveAsync(EmbeddedStore store) =>
        store.Drafts.SaveAsync(new DraftSave { SessionId = DraftFixture.Second, StateJson = "2" }, Cancellation);

    private Task<EmbeddedStore> OpenAsync(ScarceFileSystem disk) => TestStores.OpenAsync(drafts.Ports with { FileSystem = disk }, drafts.Store);
}
