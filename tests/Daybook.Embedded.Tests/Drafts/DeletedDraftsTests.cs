using System.Text;
using Daybook.Drafts;
using Xunit;

namespace Daybook.Embedded.Tests.Drafts;

/// <summary>What is left of a draft in the file when it is deleted.</summary>
public sealed class DeletedDraftsTests : IDisposable
{
    private readonly DraftFixture drafts = new();

    public void Dispose() => drafts.Dispose();

    [Fact]
    public async Task A_deleted_draft_is_overwritten_also_where_it_is_deleted_for_its_age()
    {
        await drafts.SaveAsync(DraftFixture.First, State("heron"));
        await drafts.SaveAsync(DraftFixture.Second, State("egret"));
        Assert.Contains("heron", Content(), StringComparison.Ordinal);
        await drafts.DoAsync(store => store.Drafts.DeleteAsync(DraftFixture.First, CancellationToken.None));
        Assert.DoesNotContain("heron", Content(), StringComparison.Ordinal);
        Assert.Contains("egret", Content(), StringComparison.Ordinal);
        drafts.Clock.Advance(TimeSpan.FromDays(2));
        await drafts.DoAsync(store => store.Drafts.ExpireAsync(new DraftExpiry { OlderThan = TimeSpan.FromDays(1) }, CancellationToken.None));
        Assert.DoesNotContain("egret", Content(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saves_use_the_pages_again_that_earlier_states_had()
    {
        await drafts.DoAsync(async store =>
        {
            for (int number = 0; number < 50; number++)
            {
                await store.Drafts.SaveAsync(new DraftSave { SessionId = DraftFixture.First, StateJson = State($"heron {number}") }, CancellationToken.None);
            }

            return true;
        });
        Assert.InRange(new FileInfo(drafts.Database).Length, 1, 5 * State("heron 10").Length);
    }

    private static string State(string word) => $$"""{"filler":"{{string.Concat(Enumerable.Repeat($"{word} ", 3_000))}}"}""";

    private string Content() => Encoding.Latin1.GetString(File.ReadAllBytes(drafts.Database));
}
