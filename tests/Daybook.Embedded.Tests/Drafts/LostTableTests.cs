using Daybook.Drafts;
using Daybook.Errors;
using Xunit;

namespace Daybook.Embedded.Tests.Drafts;

/// <summary>What becomes of a database from which another program has dropped a table.</summary>
public sealed class LostTableTests : IDisposable
{
    private readonly DraftFixture drafts = new();

    public void Dispose() => drafts.Dispose();

    [Fact]
    public async Task Builder_memory_that_was_dropped_is_refused_and_told_and_hides_no_draft()
    {
        await drafts.SaveAsync(DraftFixture.First, "1");
        await drafts.RecordAsync("coding");
        drafts.Sql("DROP TABLE builder_memory");
        CorruptStoreException refused = await Assert.ThrowsAsync<CorruptStoreException>(() => drafts.RecallAsync(null));
        Assert.Contains("builder_memory", refused.Message, StringComparison.Ordinal);
        Assert.Single((await drafts.ListAsync()).Items);
        Assert.Equal("1", (await drafts.LoadAsync(DraftFixture.First)).StateJson);
        await drafts.SaveAsync(DraftFixture.Second, "2");
        Assert.NotNull((await drafts.DoAsync(store => store.GetStatusAsync(CancellationToken.None))).DraftsFault);
        Assert.Equal(["missing_table"], await drafts.ExamineAsync());
        Finding mended = (await drafts.FixAsync()).Single();
        Assert.Equal((Finding.Error, true), (mended.Severity, mended.Fixed));
        Assert.Empty(await drafts.ExamineAsync());
        Assert.Empty((await drafts.RecallAsync(null)).Items);
        await drafts.RecordAsync("coding");
        Assert.Single((await drafts.RecallAsync("coding")).Items);
        Assert.Equal(2, (await drafts.ListAsync()).Items.Count);
    }

    [Fact]
    public async Task Drafts_that_were_dropped_are_refused_and_told_and_hide_no_remembered_session()
    {
        await drafts.SaveAsync(DraftFixture.First, "1");
        await drafts.RecordAsync("coding");
        drafts.Sql("DROP TABLE builder_drafts");
        await Assert.ThrowsAsync<CorruptStoreException>(drafts.ListAsync);
        await Assert.ThrowsAsync<CorruptStoreException>(() => drafts.LoadAsync(DraftFixture.First));
        Assert.Single((await drafts.RecallAsync(null)).Items);
        Assert.Equal(["missing_table"], await drafts.ExamineAsync());
        Assert.All(await drafts.FixAsync(), finding => Assert.True(finding.Fixed));
        Assert.Empty(await drafts.ExamineAsync());
        await drafts.SaveAsync(DraftFixture.First, "2");
        Assert.Single((await drafts.ListAsync()).Items);
        Assert.Single((await drafts.RecallAsync(null)).Items);
    }

    [Fact]
    public async Task A_view_in_place_of_a_table_is_told_and_left_by_a_repair()
    {
        await drafts.SaveAsync(DraftFixture.First, "1");
        drafts.Sql("ALTER TABLE builder_drafts RENAME TO hidden; CREATE VIEW builder_drafts AS SELECT * FROM hidden; DROP INDEX daybook_memory_odd");
        Assert.Equal(["missing_table", "unexpected_program"], (await drafts.ExamineAsync()).Order());
        Assert.All(await drafts.FixAsync(), finding => Assert.False(finding.Fixed));
        Assert.Equal("1", DraftFixture.Ask(drafts.Database, "SELECT state_json FROM hidden"));
    }

    [Fact]
    public async Task A_save_and_a_deletion_need_no_summaries_and_a_listing_fills_them_anew()
    {
        await drafts.SaveAsync(DraftFixture.First, "{\"phase\":\"model\"}");
        drafts.Sql("DROP TABLE daybook_draft_summaries");
        await drafts.SaveAsync(DraftFixture.Second, "{\"phase\":\"review\"}");
        Assert.Equal(["review", "model"], (await drafts.ListAsync()).Items.Select(draft => draft.Phase));
        Assert.Empty(await drafts.ExamineAsync());
        drafts.Sql("DROP TABLE daybook_draft_summaries");
        Assert.Equal(DraftFixture.First, await drafts.DoAsync(store => store.Drafts.DeleteAsync(DraftFixture.First, CancellationToken.None)));
        Assert.Equal(["review"], (await drafts.ListAsync()).Items.Select(draft => draft.Phase));
    }

    [Fact]
    public async Task Summaries_that_were_dropped_while_a_store_is_open_keep_it_from_no_save()
    {
        await drafts.DoAsync(async store =>
        {
            await store.Drafts.SaveAsync(new DraftSave { SessionId = DraftFixture.First, StateJson = "1" }, CancellationToken.None);
            drafts.Sql("DROP TABLE daybook_draft_summaries");
            return await store.Drafts.SaveAsync(new DraftSave { SessionId = DraftFixture.First, StateJson = "2" }, CancellationToken.None);
        });
        Assert.Equal("2", (await drafts.LoadAsync(DraftFixture.First)).StateJson);
    }
}
