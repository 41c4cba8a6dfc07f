using System.Text.Json;
using Daybook.Drafts;
using Daybook.Errors;
using Daybook.Testing;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Daybook.Compliance;

/// <summary>What every engine's drafts must do. An engine's tests derive from it and say how its store is opened.</summary>
public abstract partial class DraftStoreCompliance
{
    protected const string First = "0194f3a2-7c1e-7d10-9a51-3f0c5c1e8a01";
    protected const string Second = "0194f3a2-7c1e-7d10-9a51-3f0c5c1e8a02";
    private const string State = """{"session_id":"x","phase":"model","initial_description":"A coding bot","n":1.50}""";

    protected ManualClock Clock { get; } = new();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Opens a new, empty store.</summary>
    protected abstract Task<DaybookStore> OpenAsync(TimeProvider clock, DraftSchema schema);

    /// <summary>Closes a store and opens the same one again; an engine without persistence returns it as it is, if the schema is the same.</summary>
    protected abstract Task<DaybookStore> ReopenAsync(DaybookStore store, TimeProvider clock, DraftSchema schema);

    [Fact]
    public async Task A_new_store_has_no_drafts_and_remembers_nothing()
    {
        await using DaybookStore store = await OpenAsync();
        Assert.Empty((await store.Drafts.ListAsync(new DraftQuery(), Cancellation)).Items);
        Assert.Empty((await store.BuilderMemory.RecallAsync(new RecallQuery(), Cancellation)).Items);
        Assert.Equal(0, (await store.Drafts.GetStatusAsync(Cancellation)).Records);
        await Assert.ThrowsAsync<NotFoundException>(() => store.Drafts.LoadAsync(First, Cancellation));
    }

    [Fact]
    public async Task A_saved_draft_comes_back_byte_for_byte_with_its_version()
    {
        DaybookStore store = await OpenAsync();
        DraftSummary saved = await store.Drafts.SaveAsync(new DraftSave { SessionId = First, StateJson = State, SchemaVersion = 2 }, Cancellation);
        store = await ReopenAsync(store, Clock, DraftSchema.Any);
        Draft loaded = await store.Drafts.LoadAsync(First, Cancellation);
        Assert.Equal((First, State, 2, 2), (loaded.SessionId, loaded.StateJson, loaded.SchemaVersion, loaded.StoredSchemaVersion));
        Assert.Equal((Clock.GetUtcNow(), Clock.GetUtcNow()), (loaded.CreatedAt, loaded.UpdatedAt));
        Assert.Equal(saved, loaded.Summary);
        Assert.Equal(("A coding bot", "model"), (saved.InitialDescription, saved.Phase));
        await store.DisposeAsync();
    }

    [Fact]
    public async Task A_second_save_replaces_the_state_and_keeps_when_it_was_created()
    {
        await using DaybookStore store = await OpenAsync();
        DateTimeOffset begun = Clock.GetUtcNow();
        await SaveAsync(store, First, State);
        Clock.Advance(TimeSpan.FromMinutes(5));
        await SaveAsync(store, First, """{"phase":"review"}""");
        Draft loaded = await store.Drafts.LoadAsync(First, Cancellation);
        Assert.Equal(("""{"phase":"review"}""", begun, Clock.GetUtcNow()), (loaded.StateJson, loaded.CreatedAt, loaded.UpdatedAt));
        Assert.Single((await store.Drafts.ListAsync(new DraftQuery(), Cancellation)).Items);
    }

    [Fact]
    public async Task Two_saves_never_have_one_time_whatever_the_clock_does()
    {
        await using DaybookStore store = await OpenAsync();
        DraftSummary first = await SaveAsync(store, First, "1");
        DraftSummary second = await SaveAsync(store, First, "2");
        Clock.Advance(TimeSpan.FromHours(-1));
        DraftSummary third = await SaveAsync(store, First, "3");
        Assert.True(first.UpdatedAt < second.UpdatedAt && second.UpdatedAt < third.UpdatedAt);
    }

    [Fact]
    public async Task After_the_last_of_all_times_a_save_has_the_time_of_the_clock()
    {
        await using DaybookStore store = await OpenAsync();
        DateTimeOffset begun = Clock.GetUtcNow();
        Clock.Advance(DateTimeOffset.MaxValue - begun);
        await SaveAsync(store, First, "1");
        Clock.Advance(begun - DateTimeOffset.MaxValue);
        Assert.Equal(begun, (await SaveAsync(store, First, "2")).UpdatedAt);
    }

    [Fact]
    public async Task A_save_that_expects_another_state_is_refused_and_changes_nothing()
    {
        await using DaybookStore store = await OpenAsync();
        DraftSummary first = await SaveAsync(store, First, "1");
        var expecting = new DraftSave { SessionId = First, StateJson = "2", ExpectedUpdatedAt = first.UpdatedAt };
        await store.Drafts.SaveAsync(expecting, Cancellation);
        await Assert.ThrowsAsync<ConflictException>(() => store.Drafts.SaveAsync(expecting with { StateJson = "3" }, Cancellation));
        Assert.Equal("2", (await store.Drafts.LoadAsync(First, Cancellation)).StateJson);
        await Assert.ThrowsAsync<ConflictException>(() => store.Drafts.SaveAsync(expecting with { SessionId = Second }, Cancellation));
    }

    [Fact]
    public async Task Of_many_that_begin_one_draft_at_once_one_does_and_the_others_are_refused()
    {
        await using DaybookStore store = await OpenAsync();
        Task<DraftSummary>[] saves = [.. Enumerable.Range(0, 8).Select(writer => Task.Run(
            async () => await store.Drafts.SaveAsync(new DraftSave { SessionId = First, StateJson = $"{writer}", MustBeNew = true }, Cancellation), Cancellation))];
        await Task.WhenAll(saves.AsEnumerable<Task>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        int won = Array.FindIndex(saves, static save => save.IsCompletedSuccessfully);
        Assert.Equal(1, saves.Count(static save => save.IsCompletedSuccessfully));
        Assert.All(saves.Where(static save => !save.IsCompletedSuccessfully), static save => Assert.IsType<ConflictException>(save.Exception?.InnerException));
        Assert.Equal($"{won}", (await store.Drafts.LoadAsync(First, Cancellation)).StateJson);
    }

    [Fact]
    public async Task Drafts_are_listed_by_the_last_save_first_and_by_id_where_that_is_equal()
    {
        await using DaybookStore store = await OpenAsync();
        await SaveAsync(store, First, State);
        await SaveAsync(store, Second, "[]");
        Assert.Equal([Second, First], await ListAsync(store));
        Clock.Advance(TimeSpan.FromSeconds(1));
        await SaveAsync(store, First, State);
        Page<DraftSummary> page = await store.Drafts.ListAsync(new DraftQuery(), Cancellation);
        Assert.Equal([First, Second], page.Items.Select(draft => draft.SessionId));
        Assert.Equal(("A coding bot", "model", null, null), (page.Items[0].InitialDescription, page.Items[0].Phase, page.Items[1].InitialDescription, page.Items[1].Phase));
    }

    [Fact]
    public async Task Pages_of_a_listing_have_every_draft_once()
    {
        await using DaybookStore store = await OpenAsync();
        for (int index = 0; index < 7; index++)
        {
            await store.Drafts.SaveAsync(new DraftSave { StateJson = "{}" }, Cancellation);
            Clock.Advance(TimeSpan.FromSeconds(index % 2));
        }

        var seen = new List<string>();
        Page<DraftSummary> page = await store.Drafts.ListAsync(new DraftQuery { Limit = 2 }, Cancellation);
        while (true)
        {
            Assert.Equal(7, page.Total);
            seen.AddRange(page.Items.Select(draft => draft.SessionId));
            if (page.NextCursor is not { } cursor)
            {
                break;
            }

            page = await store.Drafts.ListAsync(new DraftQuery { Limit = 2, Cursor = cursor }, Cancellation);
        }

        Assert.Equal((await store.Drafts.ListAsync(new DraftQuery(), Cancellation)).Items.Select(draft => draft.SessionId), seen);
        Assert.Equal(7, seen.Distinct().Count());
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Drafts.ListAsync(new DraftQuery { Cursor = "nonsense" }, Cancellation));
    }

    [Fact]
    public async Task A_deleted_draft_is_gone_and_deleting_nothing_is_no_error()
    {
        await using DaybookStore store = await OpenAsync();
        Assert.Null(await store.Drafts.DeleteAsync(First, Cancellation));
        await SaveAsync(store, First, State);
        Assert.Equal(First, await store.Drafts.DeleteAsync(First[..30] + First[30..].ToUpperInvariant(), Cancellation));
        await Assert.ThrowsAsync<NotFoundException>(() => store.Drafts.LoadAsync(First, Cancellation));
        Assert.Empty(await ListAsync(store));
        Assert.Null(await store.Drafts.DeleteAsync(First, Cancellation));
    }

    [Fact]
    public async Task A_draft_is_found_by_a_unique_beginning_of_its_id()
    {
        await using DaybookStore store = await OpenAsync();
        await SaveAsync(store, First, "1");
        Assert.Equal("1", (await store.Drafts.LoadAsync("0194", Cancellation)).StateJson);
        await SaveAsync(store, Second, "2");
        ConflictException refused = await Assert.ThrowsAsync<ConflictException>(() => store.Drafts.LoadAsync("0194", Cancellation));
        Assert.Equal([First, Second], refused.Candidates);
        await Assert.ThrowsAsync<ConflictException>(() => store.Drafts.DeleteAsync("0194", Cancellation));
        await Assert.ThrowsAsync<NotFoundException>(() => store.Drafts.LoadAsync("019", Cancellation));
        await Assert.ThrowsAsync<NotFoundException>(() => store.Drafts.LoadAsync("ffff", Cancellation));
    }

    [Fact]
    public async Task Old_drafts_are_listed_and_expired_and_young_ones_stay()
    {
        await using DaybookStore store = await OpenAsync();
        await SaveAsync(store, First, "1");
        Clock.Advance(TimeSpan.FromDays(2));
        await SaveAsync(store, Second, "2");
        Assert.Equal([First], (await store.Drafts.ListAsync(new DraftQuery { OlderThan = TimeSpan.FromDays(1) }, Cancellation)).Items.Select(draft => draft.SessionId));
        var expiry = new DraftExpiry { OlderThan = TimeSpan.FromDays(1), DryRun = true };
        Assert.Equal([First], (await store.Drafts.ExpireAsync(expiry, Cancellation)).Select(draft => draft.SessionId));
        Assert.Equal(2, (await ListAsync(store)).Length);
        Assert.Equal([First], (await store.Drafts.ExpireAsync(expiry with { DryRun = false }, Cancellation)).Select(draft => draft.SessionId));
        Assert.Equal([Second], await ListAsync(store));
        Assert.Empty(await store.Drafts.ExpireAsync(expiry with { OlderThan = TimeSpan.MaxValue, DryRun = false }, Cancellation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\uFEFF{}")]
    [InlineData("NaN")]
    public async Task A_state_that_could_not_be_read_again_is_refused(string state)
    {
        await using DaybookStore store = await OpenAsync();
        await Assert.ThrowsAsync<InvalidInputException>(() => SaveAsync(store, First, state));
        Assert.Empty(await ListAsync(store));
    }

    [Fact]
    public async Task What_is_out_of_bounds_is_refused()
    {
        await using DaybookStore store = await OpenAsync();
        string longest = "\"" + new string('x', DraftRules.StateBytesMax - 2) + "\"";
        await SaveAsync(store, First, longest);
        Assert.Equal(longest, (await store.Drafts.LoadAsync(First, Cancellation)).StateJson);
        await Assert.ThrowsAsync<InvalidInputException>(() => SaveAsync(store, First, longest + " "));
        await SaveAsync(store, First, new string('[', 64) + new string(']', 64));
        await Assert.ThrowsAsync<InvalidInputException>(() => SaveAsync(store, First, new string('[', 65) + new string(']', 65)));
        await Assert.ThrowsAsync<InvalidInputException>(() => SaveAsync(store, "not-a-uuid", "1"));
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Drafts.SaveAsync(new DraftSave { StateJson = "1", SchemaVersion = 0 }, Cancellation));
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Drafts.ListAsync(new DraftQuery { Limit = 0 }, Cancellation));
        var past = TimeSpan.FromTicks(-1);
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Drafts.ListAsync(new DraftQuery { OlderThan = past }, Cancellation));
        await Assert.ThrowsAsync<InvalidInputException>(() => store.Drafts.ExpireAsync(new DraftExpiry { OlderThan = past }, Cancellation));
        Assert.Single(await ListAsync(store));
    }

    [Theory]
    [InlineData(" \r\n\t{ \"b\" : 1e400 , \"a\":[0.10,-0,1E-7,123456789012345678901234567890]}\n")]
    [InlineData("{\"phase\":7,\"initial_description\":null}")]
    [InlineData("{\"phase\":{\"phase\":\"inner\"},\"x\":{\"initial_description\":\"inner\"}}")]
    [InlineData("\"ünïcödé 🦊 \\u0000 \\u2028\"")]
    [InlineData("null")]
    public async Task Unusual_numbers_order_and_whitespace_are_kept(string state)
    {
        await using DaybookStore store = await OpenAsync();
        DraftSummary saved = await SaveAsync(store, First, state);
        Assert.Equal(state, (await store.Drafts.LoadAsync(First, Cancellation)).StateJson);
        Assert.Equal((null, null), (saved.InitialDescription, saved.Phase));
    }

    [Fact]
    public void Any_state_comes_back_as_it_was_saved()
    {
        Gen<string> texts = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => JsonSerializer.Serialize(text.Get));
        Gen<string> values = Gen.OneOf(
            texts,
            ArbMap.Default.GeneratorFor<NormalFloat>().Select(number => number.Get.ToString("R", System.Globalization.CultureInfo.InvariantCulture)),
            Gen.Elements("true", "false", "null", "[]", "{}", " [ 1 ,2 ]", "{\"phase\": \"model\"}", "\t-0.0e+10\n"));
        Gen<string> states = Gen.OneOf(values, values.ListOf().Select(list => "[" + string.Join(" , ", list) + "]"));
        Prop.ForAll(states.ToArbitrary(), state =>
        {
            DaybookStore store = OpenAsync(Clock, DraftSchema.Any).GetAwaiter().GetResult();
            try
            {
                DraftSummary saved = store.Drafts.SaveAsync(new DraftSave { StateJson = state }, CancellationToken.None).GetAwaiter().GetResult();
                return store.Drafts.LoadAsync(saved.SessionId, CancellationToken.None).GetAwaiter().GetResult().StateJson == state;
            }
            finally
            {
                store.DisposeAsync().AsTask().GetAwaiter().GetResult();
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    protected static async Task<string[]> ListAsync(DaybookStore store) =>
        [.. (await store.Drafts.ListAsync(new DraftQuery { Limit = DraftQuery.LimitMax }, Cancellation)).Items.Select(draft => draft.SessionId)];

    protected static Task<DraftSummary> SaveAsync(DaybookStore store, string id, string state) =>
        store.Drafts.SaveAsync(new DraftSave { SessionId = id, StateJson = state }, Cancellation);

    private Task<DaybookStore> OpenAsync() => OpenAsync(Clock, DraftSchema.Any);
}
