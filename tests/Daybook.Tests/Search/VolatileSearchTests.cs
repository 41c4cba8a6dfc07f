using Daybook.Drafts;
using Daybook.Memory;
using Daybook.Runs;
using Daybook.Search;
using Daybook.Testing;
using Xunit;

namespace Daybook.Tests.Search;

public sealed class VolatileSearchTests
{
    [Fact]
    public async Task Every_kind_is_found_by_one_question_and_what_was_replaced_or_forgotten_is_not()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        var clock = new ManualClock();
        await using var store = new VolatileStore(clock, new SequentialIds());
        MemoryRecord old = await store.Memory.AppendAsync(new MemoryRecord { Type = "note", Title = "needle replaced" }, cancel);
        MemoryRecord better = await store.Memory.AppendAsync(new MemoryRecord { Type = "note", Title = "needle better" }, cancel);
        MemoryRecord gone = await store.Memory.AppendAsync(new MemoryRecord { Type = "note", Title = "needle gone" }, cancel);
        await store.Memory.SupersedeAsync(new MemorySupersede { Id = old.Id!, By = better.Id! }, cancel);
        await store.Memory.ForgetAsync(new MemoryForget { Id = gone.Id!, Reason = "wrong" }, cancel);
        await store.Runs.CreateAsync(new NewRun { ProjectId = "web", TaskId = "needle", AgentType = "codex" }, cancel);
        await store.Drafts.SaveAsync(new DraftSave { StateJson = """{"phase":"needle"}""", SchemaVersion = 1 }, cancel);

        SearchAnswer answer = await new VolatileSearch(store, clock).SearchAsync(new SearchQuery { Text = "needle" }, cancel);

        Assert.Equal(["drafts", "memory", "runs"], answer.Items.Select(hit => hit.Kind).Order(StringComparer.Ordinal));
        Assert.Equal("needle better", Assert.Single(answer.Items, hit => hit.Kind == MemoryRecord.KindName).Title);
    }
}
