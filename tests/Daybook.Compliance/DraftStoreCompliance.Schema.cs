using Daybook.Drafts;
using Daybook.Errors;
using Xunit;

namespace Daybook.Compliance;

/// <summary>Versions of states: older ones are brought up to date as they are loaded, newer ones are refused and stay.</summary>
public abstract partial class DraftStoreCompliance
{
    private static readonly DraftSchema ThreeVersions =
        new DraftSchema(1).Then(state => state.Replace("one", "two", StringComparison.Ordinal)).Then(state => $"[{state}]");

    [Fact]
    public async Task An_older_draft_loads_in_the_current_shape_and_stays_stored_as_it_was()
    {
        await using DaybookStore store = await OpenAsync(Clock, ThreeVersions);
        await store.Drafts.SaveAsync(new DraftSave { SessionId = First, StateJson = "\"one\"", SchemaVersion = 1 }, Cancellation);
        Draft loaded = await store.Drafts.LoadAsync(First, Cancellation);
        Assert.Equal(("[\"two\"]", 3, 1), (loaded.StateJson, loaded.SchemaVersion, loaded.StoredSchemaVersion));
        Assert.Equal(1, (await store.Drafts.ListAsync(new DraftQuery(), Cancellation)).Items.Single().SchemaVersion);
        await store.Drafts.SaveAsync(new DraftSave { SessionId = First, StateJson = loaded.StateJson, SchemaVersion = 3 }, Cancellation);
        Assert.Equal(("[\"two\"]", 3), ((await store.Drafts.LoadAsync(First, Cancellation)).StateJson, 3));
    }

    [Fact]
    public async Task A_newer_draft_is_refused_by_name_and_stays_listed_and_deletable()
    {
        await using DaybookStore store = await OpenAsync(Clock, ThreeVersions);
        await store.Drafts.SaveAsync(new DraftSave { SessionId = First, StateJson = "{\"phase\":\"model\"}", SchemaVersion = 4 }, Cancellation);
        NewerFormatException refused = await Assert.ThrowsAsync<NewerFormatException>(() => store.Drafts.LoadAsync(First, Cancellation));
        Assert.Contains("saved by a newer version", refused.Message, StringComparison.Ordinal);
        Assert.Equal((First, 4, 3), (refused.Id, refused.Found, refused.Supported));
        await Assert.ThrowsAsync<NewerFormatException>(() => SaveAsync(store, First, "1"));
        Assert.Equal((4, "model"), (await store.Drafts.ListAsync(new DraftQuery(), Cancellation)).Items.Select(draft => (draft.SchemaVersion, draft.Phase)).Single());
        Assert.Equal(First, await store.Drafts.DeleteAsync(First, Cancellation));
    }

    [Fact]
    public async Task An_upcast_that_fails_hides_only_its_own_draft()
    {
        DraftSchema failing = new DraftSchema(1).Then(state => state == "1" ? throw new FormatException("no such field") : "not json");
        await using DaybookStore store = await OpenAsync(Clock, failing);
        await SaveAsync(store, First, "1");
        await SaveAsync(store, Second, "2");
        CorruptStoreException thrown = await Assert.ThrowsAsync<CorruptStoreException>(() => store.Drafts.LoadAsync(First, Cancellation));
        Assert.Contains("from schema version 1 to 2: no such field", thrown.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<CorruptStoreException>(() => store.Drafts.LoadAsync(Second, Cancellation));
        Assert.Equal(2, (await ListAsync(store)).Length);
    }

    [Fact]
    public async Task A_draft_older_than_all_that_is_known_is_refused()
    {
        await using DaybookStore store = await OpenAsync(Clock, new DraftSchema(2));
        await SaveAsync(store, First, "1");
        await Assert.ThrowsAsync<CorruptStoreException>(() => store.Drafts.LoadAsync(First, Cancellation));
    }
}
