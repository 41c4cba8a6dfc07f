using System.Text;
using Daybook.Drafts;
using Xunit;

namespace Daybook.Embedded.Tests.Drafts;

/// <summary>Drafts whose state another program has stored so that nobody can read it.</summary>
public sealed class UnreadableStateTests : IDisposable
{
    private const string Later = "2026-12-01T00:00:00.0000000Z";

    private readonly DraftFixture drafts = new();

    public void Dispose() => drafts.Dispose();

    [Theory]
    [InlineData("''")]
    [InlineData("'junk'")]
    [InlineData("'{\"phase\":\"model\", junk'")]
    [InlineData("CAST(x'22ff22' AS TEXT)")]
    public async Task One_is_told_by_every_listing_and_stays_listed(string state)
    {
        await drafts.SaveAsync(DraftFixture.First, "{\"phase\":\"basics\"}");
        await drafts.SaveAsync(DraftFixture.Second, "{\"phase\":\"review\"}");
        drafts.Sql($"UPDATE builder_drafts SET state_json = {state}, updated_at = '{Later}' WHERE session_id = '{DraftFixture.First}'");
        for (int listing = 0; listing < 2; listing++)
        {
            Page<DraftSummary> page = await drafts.ListAsync();
            Assert.Equal([DraftFixture.First, DraftFixture.Second], page.Items.Select(draft => draft.SessionId));
            Assert.StartsWith($"draft {DraftFixture.First}: its state is no ", page.Problems.Single().Reason, StringComparison.Ordinal);
        }

        DraftStoreStatus status = await drafts.DoAsync(store => store.Drafts.GetStatusAsync(CancellationToken.None));
        Assert.Equal((2, 1), (status.Records, status.Problems));
        Assert.Equal(["bad_row"], await drafts.ExamineAsync());
    }

    [Fact]
    public async Task One_that_was_changed_without_its_time_is_told_once_doctor_has_mended_the_view()
    {
        await drafts.SaveAsync(DraftFixture.First, "{\"phase\":\"basics\"}");
        drafts.Sql("UPDATE builder_drafts SET state_json = 'junk'");
        Assert.Equal(["bad_row", "stale_view"], (await drafts.ExamineAsync()).Order());
        await drafts.FixAsync();
        Assert.Single((await drafts.ListAsync()).Problems);
        Assert.Equal(["bad_row"], await drafts.ExamineAsync());
    }

    [Fact]
    public async Task One_that_a_listing_has_told_makes_the_next_one_write_nothing()
    {
        await drafts.SaveAsync(DraftFixture.First, "1");
        drafts.Sql($"UPDATE builder_drafts SET state_json = 'junk', updated_at = '{Later}'");
        await drafts.DoAsync(async store =>
        {
            Assert.Single((await store.Drafts.ListAsync(new DraftQuery(), CancellationToken.None)).Problems);
            byte[] before = await File.ReadAllBytesAsync(drafts.Database + "-wal");
            Assert.Single((await store.Drafts.ListAsync(new DraftQuery(), CancellationToken.None)).Problems);
            Assert.Equal(before, await File.ReadAllBytesAsync(drafts.Database + "-wal"));
            return 0;
        });
    }

    [Fact]
    public async Task One_keeps_no_other_from_being_exported()
    {
        await drafts.SaveAsync(DraftFixture.First, "1");
        await drafts.SaveAsync(DraftFixture.Second, "2");
        drafts.Sql($"UPDATE builder_drafts SET state_json = 'junk' WHERE session_id = '{DraftFixture.Second}'");
        var problems = new ProblemList();
        List<string> lines = await drafts.DoAsync(async store =>
        {
            var exported = new List<string>();
            await foreach (ReadOnlyMemory<byte> line in store.CreateTransfer().ExportAsync(Draft.KindName, problems, CancellationToken.None))
            {
                exported.Add(Encoding.UTF8.GetString(line.Span));
            }

            return exported;
        });
        Assert.Contains(DraftFixture.First, lines.Single(), StringComparison.Ordinal);
        Assert.Equal(1, problems.Count);
    }
}
