using Daybook.Drafts;
using Daybook.Errors;
using Xunit;

namespace Daybook.Compliance;

/// <summary>Builder memory.</summary>
public abstract partial class DraftStoreCompliance
{
    private static readonly NewBuilderMemory Session = new() { PurposeCategory = "coding", InitialDescription = "A Rust linter", ChosenTone = "formal" };

    [Fact]
    public async Task A_recorded_session_comes_back_with_everything()
    {
        DaybookStore store = await OpenAsync();
        BuilderMemoryEntry entry = await store.BuilderMemory.RecordAsync(
            Session with { ChosenModel = "claude", ChosenSkills = ["code-review", "ü \"quoted\""], BotSlug = "rust-linter", InitialDescription = "two\nlines 🦊" }, Cancellation);
        BuilderMemoryEntry plain = await store.BuilderMemory.RecordAsync(new NewBuilderMemory { PurposeCategory = "x", InitialDescription = "" }, Cancellation);
        store = await ReopenAsync(store, Clock, DraftSchema.Any);
        BuilderMemoryEntry read = (await store.BuilderMemory.RecallAsync(new RecallQuery { Category = "coding" }, Cancellation)).Items.Single();
        Assert.Equal(entry with { ChosenSkills = [] }, read with { ChosenSkills = [] });
        Assert.Equal(["code-review", "ü \"quoted\""], read.ChosenSkills);
        Assert.Equal('7', entry.Id[14]);
        BuilderMemoryEntry absent = (await store.BuilderMemory.RecallAsync(new RecallQuery { Category = "x" }, Cancellation)).Items.Single();
        Assert.Equal((plain.Id, null, null, null, 0), (absent.Id, absent.ChosenTone, absent.ChosenModel, absent.BotSlug, absent.ChosenSkills.Count));
        await store.DisposeAsync();
    }

    [Theory]
    [InlineData("coding")]
    [InlineData("Coding")]
    [InlineData("\"coding\"")]
    [InlineData(" \"CODING\" ")]
    [InlineData("{\"custom\": \"coding\"}")]
    public async Task A_category_is_found_in_every_spelling(string spelling)
    {
        await using DaybookStore store = await OpenAsync();
        foreach (string recorded in new[] { "coding", "\"coding\"", "CODING", "{\"custom\":\"coding\"}", "creative", "cod" })
        {
            await store.BuilderMemory.RecordAsync(Session with { PurposeCategory = recorded }, Cancellation);
        }

        Page<BuilderMemoryEntry> found = await store.BuilderMemory.RecallAsync(new RecallQuery { Category = spelling, Limit = 100 }, Cancellation);
        Assert.Equal(4, found.Items.Count);
        Assert.All(found.Items, entry => Assert.Equal("coding", entry.PurposeCategory, ignoreCase: true));
    }

    [Fact]
    public async Task The_latest_come_first_and_equal_times_keep_one_order()
    {
        await using DaybookStore store = await OpenAsync();
        var ids = new List<string>();
        for (int index = 0; index < 9; index++)
        {
            ids.Add((await store.BuilderMemory.RecordAsync(Session with { PurposeCategory = index % 3 == 0 ? "creative" : "coding" }, Cancellation)).Id);
            Clock.Advance(TimeSpan.FromTicks(index / 3));
        }

        ids.Reverse();
        Assert.Equal(ids[..3], (await store.BuilderMemory.RecallAsync(new RecallQuery(), Cancellation)).Items.Select(entry => entry.Id));
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            Page<BuilderMemoryEntry> page = await store.BuilderMemory.RecallAsync(new RecallQuery { Limit = 2, Cursor = cursor }, Cancellation);
            seen.AddRange(page.Items.Select(entry => entry.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        Assert.Equal(ids, seen);
        Assert.Empty((await store.BuilderMemory.RecallAsync(new RecallQuery { Category = "research" }, Cancellation)).Items);
    }

    [Fact]
    public async Task A_suggestion_names_what_was_chosen_last_and_nothing_else()
    {
        await using DaybookStore store = await OpenAsync();
        Assert.Null((await store.BuilderMemory.SuggestAsync("coding", Cancellation)).Suggestion);
        await store.BuilderMemory.RecordAsync(Session, Cancellation);
        BuilderSuggestion suggestion = await store.BuilderMemory.SuggestAsync("coding", Cancellation);
        Assert.Equal("Last time you made a coding bot, you chose formal tone -- same here?", suggestion.Suggestion);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await store.BuilderMemory.RecordAsync(Session with { ChosenTone = null, ChosenModel = " " }, Cancellation);
        suggestion = await store.BuilderMemory.SuggestAsync("\"coding\"", Cancellation);
        Assert.Equal(("Last time you made a coding bot, you chose formal tone -- same here?", 2), (suggestion.Suggestion, suggestion.Entries.Count));
        Clock.Advance(TimeSpan.FromSeconds(1));
        await store.BuilderMemory.RecordAsync(Session with { ChosenModel = "m", ChosenSkills = ["a", "b"] }, Cancellation);
        suggestion = await store.BuilderMemory.SuggestAsync("coding", Cancellation);
        Assert.Equal("Last time you made a coding bot, you chose formal tone, the model m and the skills a, b -- same here?", suggestion.Suggestion);
        Assert.Null((await store.BuilderMemory.SuggestAsync("research", Cancellation)).Suggestion);
    }

    [Fact]
    public async Task What_builder_memory_cannot_hold_is_refused()
    {
        await using DaybookStore store = await OpenAsync();
        foreach (NewBuilderMemory bad in new[]
        {
            Session with { PurposeCategory = " " },
            Session with { PurposeCategory = "\"\"" },
            Session with { ChosenTone = "a\u001bb" },
            Session with { InitialDescription = "\ud800" },
            Session with { ChosenSkills = [new string('x', 501)] },
        })
        {
            await Assert.ThrowsAsync<InvalidInputException>(() => store.BuilderMemory.RecordAsync(bad, Cancellation));
        }

        await Assert.ThrowsAsync<InvalidInputException>(() => store.BuilderMemory.RecallAsync(new RecallQuery { Limit = 0 }, Cancellation));
        Assert.Empty((await store.BuilderMemory.RecallAsync(new RecallQuery(), Cancellation)).Items);
    }
}
