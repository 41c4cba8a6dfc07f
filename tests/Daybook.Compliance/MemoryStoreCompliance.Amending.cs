using Daybook.Errors;
using Daybook.Memory;
using Xunit;

namespace Daybook.Compliance;

public abstract partial class MemoryStoreCompliance
{
    [Fact]
    public async Task A_forgotten_record_is_in_no_answer_also_after_reopening()
    {
        DaybookStore store = await OpenAsync(Clock, Ids);
        string id = await AddAsync(store, new MemoryRecord { Id = "wrong-1", Type = "note", Title = "wrong", Paths = ["a"] });
        await AddAsync(store, new MemoryRecord { Type = "note", Title = "right", Paths = ["a"] });

        MemoryForgotten forgotten = await ForgetAsync(store, id);
        await using DaybookStore reopened = await ReopenAsync(store, Clock, Ids);

        Assert.Equal(("wrong", "it was wrong", Clock.GetUtcNow()), (forgotten.Record.Title, forgotten.Reason, forgotten.At));
        Assert.Equal(["right"], (await AllOf(reopened)).Select(record => record.Title));
        Assert.Equal(["right"], (await reopened.Memory.ListAsync(new MemoryListing(), Cancellation)).Items.Select(record => record.Title));
        Assert.Equal(1, (await reopened.Memory.QueryAsync(new MemoryQuery { Paths = ["a"] }, Cancellation)).Total);
        Assert.Equal(1, (await reopened.Memory.GetStatusAsync(Cancellation)).Records);
        await Assert.ThrowsAsync<NotFoundException>(() => reopened.Memory.GetAsync(id, Cancellation));
        await Assert.ThrowsAsync<NotFoundException>(() => reopened.Memory.GetAsync(id[..^2], Cancellation));
    }

    [Fact]
    public async Task Forgetting_again_is_no_error_and_the_first_reason_stands()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        string id = await AddAsync(store, new MemoryRecord { Type = "note", Title = "wrong" });
        MemoryForgotten first = await ForgetAsync(store, id);
        Clock.Advance(TimeSpan.FromHours(1));

        MemoryForgotten again = await store.Memory.ForgetAsync(new MemoryForget { Id = id, Reason = "another reason" }, Cancellation);

        Assert.Equal((first.Reason, first.At), (again.Reason, again.At));
        Assert.Equal(("wrong", null), (first.Record.Title, again.Record.Title));
        Assert.Equal(id, (await store.Memory.ForgetAsync(new MemoryForget { Id = id[..^2], Reason = "by prefix" }, Cancellation)).Record.Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_forgotten_record_keeps_no_equal_event_out_and_its_id_is_not_given_again(bool purge)
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        string first = await AddAsync(store, Event);
        await store.Memory.ForgetAsync(new MemoryForget { Id = first, Reason = "wrong", Purge = purge }, Cancellation);

        string second = await AddAsync(store, Event);

        Assert.NotEqual(first, second);
        await AssertDuplicateAsync(store, Event, second);
        await Assert.ThrowsAsync<ConflictException>(() => store.Memory.AddAsync(Event with { Id = first }, Cancellation));
        await Assert.ThrowsAsync<ConflictException>(() => store.Memory.AppendAsync(Event with { Id = first }, Cancellation));
    }

    [Fact]
    public async Task Of_a_purged_record_nothing_but_its_id_is_told_and_purging_again_is_no_error()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        string id = await AddAsync(store, new MemoryRecord { Type = "note", Title = "secret" });
        var purge = new MemoryForget { Id = id, Reason = "it held a key", Purge = true };

        MemoryForgotten forgotten = await store.Memory.ForgetAsync(purge, Cancellation);

        Assert.Equal(new MemoryRecord { Id = id }.ToString(), forgotten.Record.ToString());
        Assert.Equal(1, forgotten.Overwritten);
        Assert.Null((await store.Memory.ForgetAsync(purge, Cancellation)).Record.Title);
        Assert.Null((await store.Memory.ForgetAsync(purge with { Purge = false }, Cancellation)).Record.Title);
        Assert.Empty(await AllOf(store));
        Assert.Equal(0, (await store.Memory.GetStatusAsync(Cancellation)).Problems);
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_forgotten_nor_without_a_reason()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        await AddAsync(store, new MemoryRecord { Id = "same-1", Type = "note" });
        await AddAsync(store, new MemoryRecord { Id = "same-2", Type = "note" });

        await Assert.ThrowsAsync<NotFoundException>(() => ForgetAsync(store, "absent"));
        await Assert.ThrowsAsync<ConflictException>(() => ForgetAsync(store, "same"));
        await Assert.ThrowsAsync<InvalidInputException>(() => ForgetAsync(store, "a/b"));
        await Assert.ThrowsAsync<InvalidInputException>(() =>
            store.Memory.ForgetAsync(new MemoryForget { Id = "same-1", Reason = " " }, Cancellation));
        Assert.Equal(2, (await AllOf(store)).Count);
    }

    [Fact]
    public async Task A_superseded_record_is_listed_with_its_better_one_and_left_out_of_queries()
    {
        DaybookStore store = await OpenAsync(Clock, Ids);
        string old = await AddAsync(store, new MemoryRecord { Id = "older", Type = "note", Title = "old", Paths = ["a"] });
        string better = await AddAsync(store, new MemoryRecord { Id = "better", Type = "note", Title = "better", Paths = ["a"] });

        MemoryRecord changed = await store.Memory.SupersedeAsync(new MemorySupersede { Id = old[..^1], By = better[..^1] }, Cancellation);
        await store.Memory.SupersedeAsync(new MemorySupersede { Id = old, By = better }, Cancellation);
        await using DaybookStore reopened = await ReopenAsync(store, Clock, Ids);

        Assert.Equal((old, better), (changed.Id, changed.SupersededBy));
        Assert.Equal([better, null], (await AllOf(reopened)).Select(record => record.SupersededBy));
        Assert.Equal(better, (await reopened.Memory.GetAsync(old, Cancellation)).SupersededBy);
        Page<MemoryRecord> found = await reopened.Memory.QueryAsync(new MemoryQuery { Paths = ["a"] }, Cancellation);
        Assert.Equal("better", Assert.Single(found.Items).Title);

        await ForgetAsync(reopened, better);
        Assert.Equal("old", Assert.Single((await reopened.Memory.QueryAsync(new MemoryQuery { Paths = ["a"] }, Cancellation)).Items).Title);
        Assert.Null((await reopened.Memory.GetAsync(old, Cancellation)).SupersededBy);
    }

    [Fact]
    public async Task A_record_that_names_a_better_one_that_is_not_here_is_found_until_that_comes()
    {
        DaybookStore store = await OpenAsync(Clock, Ids);
        await AddAsync(store, new MemoryRecord { Id = "older", Type = "note", Title = "old", Paths = ["a"], SupersededBy = "better" });
        await AddAsync(store, new MemoryRecord { Id = "itself", Type = "note", Title = "own", Paths = ["a"], SupersededBy = "itself" });
        await AddAsync(store, new MemoryRecord { Id = "better-not", Type = "note", Title = "longer id", Paths = ["a"] });

        MemoryRecord[] found = [.. (await store.Memory.QueryAsync(new MemoryQuery { Paths = ["a"] }, Cancellation)).Items];
        Assert.Equal(["longer id", "old", "own"], found.Select(record => record.Title).Order(StringComparer.Ordinal));
        Assert.Equal("better", found.Single(record => record.Id == "older").SupersededBy);
        Assert.Equal("better", (await store.Memory.GetAsync("older", Cancellation)).SupersededBy);

        await AddAsync(store, new MemoryRecord { Id = "better", Type = "note", Title = "better", Paths = ["a"] });
        await using DaybookStore reopened = await ReopenAsync(store, Clock, Ids);
        Assert.Equal(
            ["better", "longer id", "own"],
            (await reopened.Memory.QueryAsync(new MemoryQuery { Paths = ["a"] }, Cancellation)).Items.Select(record => record.Title).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task No_record_supersedes_itself_directly_or_in_a_circle()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        foreach (string id in new[] { "one", "two", "three" })
        {
            await AddAsync(store, new MemoryRecord { Id = id, Type = "note" });
        }

        await SupersedeAsync(store, "one", "two");
        await SupersedeAsync(store, "two", "three");

        await Assert.ThrowsAsync<InvalidInputException>(() => SupersedeAsync(store, "one", "one"));
        await Assert.ThrowsAsync<ConflictException>(() => SupersedeAsync(store, "two", "one"));
        await Assert.ThrowsAsync<ConflictException>(() => SupersedeAsync(store, "three", "one"));
        await Assert.ThrowsAsync<NotFoundException>(() => SupersedeAsync(store, "three", "absent"));
        await Assert.ThrowsAsync<NotFoundException>(() => SupersedeAsync(store, "absent", "three"));
        Assert.Equal(["two", "three", null], (await AllOf(store)).Select(record => record.SupersededBy));
    }

    private static Task<MemoryForgotten> ForgetAsync(DaybookStore store, string id) =>
        store.Memory.ForgetAsync(new MemoryForget { Id = id, Reason = "it was wrong" }, Cancellation);

    private static Task<MemoryRecord> SupersedeAsync(DaybookStore store, string id, string by) =>
        store.Memory.SupersedeAsync(new MemorySupersede { Id = id, By = by }, Cancellation);
}
