using Daybook.Drafts;
using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Xunit;

namespace Daybook.Embedded.Tests.Drafts;

/// <summary>What is answered of a draft survives a power loss, whoever was to make it durable.</summary>
public sealed class DraftDurabilityTests : IDisposable
{
    private readonly DraftFixture drafts = new();
    private readonly CountingFileSystem disk = new(LocalFileSystem.Create());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Folder => Path.Join(drafts.Store, "drafts");

    public void Dispose() => drafts.Dispose();

    [Fact]
    public async Task The_first_draft_in_a_folder_whose_maker_was_refused_the_sync_of_its_name()
    {
        disk.RefusedWith = Folder;
        await Assert.ThrowsAnyAsync<DaybookException>(() => DoAsync(SaveAsync));
        disk.Synced.Clear();

        await DoAsync(SaveAsync);

        Assert.Contains(drafts.Store, disk.Synced);
    }

    [Fact]
    public async Task A_draft_in_the_log_of_a_killed_process_with_which_another_one_is_refused()
    {
        await drafts.SaveAsync(DraftFixture.Second, "{}");
        await drafts.SaveAndDieAsync(DraftFixture.First, "{}");

        await DoAsync(async store =>
        {
            await Assert.ThrowsAsync<ConflictException>(
                () => store.Drafts.SaveAsync(new DraftSave { SessionId = DraftFixture.First, StateJson = "{}", MustBeNew = true }, Cancellation));
            Assert.Contains(Folder, disk.Synced);
        });
    }

    [Fact]
    public async Task Reads_go_on_where_the_log_of_a_killed_process_cannot_be_made_durable()
    {
        await drafts.SaveAndDieAsync(DraftFixture.First, "{}");
        disk.RefusedWith = drafts.Database;

        await DoAsync(async store => Assert.Equal("{}", (await store.Drafts.LoadAsync(DraftFixture.First, Cancellation)).StateJson));

        Assert.Null(disk.RefusedWith);
    }

    private static Task SaveAsync(EmbeddedStore store) => store.Drafts.SaveAsync(new DraftSave { StateJson = "{}" }, Cancellation);

    private async Task DoAsync(Func<EmbeddedStore, Task> work)
    {
        await using EmbeddedStore store = await TestStores.OpenAsync(drafts.Ports with { FileSystem = disk }, drafts.Store);
        await work(store);
    }
}
