using Daybook.Memory;
using Daybook.Memory.Events;
using Xunit;

namespace Daybook.Compliance;

public abstract partial class MemoryStoreCompliance
{
    [Fact]
    public async Task Files_and_a_fingerprint_also_find_failed_checks_of_exactly_these_files()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        foreach (string type in VerifierCluster.FailureTypes)
        {
            MemoryRecord cluster = new VerifierCluster { FailureType = type, Paths = ["./src/a.cs", "src/b.cs"] }.ToRecord();
            await AddAsync(store, cluster with { Id = type, Paths = [] });
        }

        string[] files = ["src/b.cs", "src/a.cs"];
        var query = new MemoryQuery { Paths = files, Fingerprint = "anything" };
        Assert.Equal(
            VerifierCluster.FailureTypes.Order(StringComparer.Ordinal),
            (await FoundBy(store, query)).Select(record => record.Id).Order(StringComparer.Ordinal));
        Assert.Empty(await FoundBy(store, query with { Fingerprint = null }));
        Assert.Empty(await FoundBy(store, query with { Paths = ["src/a.cs"] }));
        Assert.Empty(await FoundBy(store, query with { Paths = [" "] }));
    }

    [Fact]
    public async Task A_founding_record_of_files_in_another_spelling_is_found_by_that_spelling()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);

        // sha256("./b|a")
        await AddAsync(store, new MemoryRecord { Type = "verifier_cluster", Fingerprint = "test:3587c7aecfb05389" });
        Assert.Single(await FoundBy(store, new MemoryQuery { Paths = ["a", "./b"], Fingerprint = "x" }));
        Assert.Empty(await FoundBy(store, new MemoryQuery { Paths = ["a", "b"], Fingerprint = "x" }));
    }

    [Fact]
    public async Task Trap_5_a_failed_and_then_cancelled_deploy_are_two_records_and_only_the_failure_is_related_history()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        var failure = new DeployFailure { Repo = "acme/web", Sha = "abc1234", Paths = ["src/db.cs"] };
        await AddAsync(store, failure.ToRecord() with { Id = "failure" });
        await AddAsync(store, (failure with { Conclusion = "cancelled" }).ToRecord() with { Id = "cancelled" });
        await AddAsync(store, failure.ToRecord() with { Id = "older-kind", Fingerprint = "other", Metadata = (failure with { Conclusion = "cancelled" }).ToRecord().Metadata });

        Assert.Equal(["failure"], (await FoundBy(store, new MemoryQuery { Paths = ["src"] })).Select(record => record.Id));
        Assert.Equal(["failure"], (await FoundBy(store, new MemoryQuery { Fingerprint = "abc1234" })).Select(record => record.Id));
        Assert.Empty(await FoundBy(store, new MemoryQuery { Fingerprint = "abc1234:cancelled" }));
        Assert.Equal(3, (await FoundBy(store, new MemoryQuery { Sha = "abc1234" })).Count);
    }

    [Fact]
    public async Task Trap_9_repetitions_leave_related_history_before_the_cut()
    {
        await using DaybookStore store = await OpenAsync(Clock, Ids);
        for (int number = 0; number < 250; number++)
        {
            await AddAsync(store, new MemoryRecord { Id = $"same-{number:d3}", Type = "security_block", Summary = "Secret detected", Paths = ["src"], Severity = "high" });
        }

        await AddAsync(store, new MemoryRecord { Id = "other-type", Type = "incident", Summary = "Secret detected", Paths = ["src"] });
        await AddAsync(store, new MemoryRecord { Id = "other-words", Type = "security_block", Summary = "Another", Paths = ["src"] });

        var query = new MemoryQuery { Paths = ["src"], Limit = 3 };
        Page<MemoryRecord> page = await RelatedHistory.FindAsync(store.Memory, query, Cancellation);
        Assert.Equal(["same-000", "other-type", "other-words"], page.Items.Select(record => record.Id));
        Assert.Equal((252L, null), (page.Total, page.NextCursor));
        Page<MemoryRecord> first = await RelatedHistory.FindAsync(store.Memory, query with { Limit = 1 }, Cancellation);
        Assert.Equal(["same-000"], first.Items.Select(record => record.Id));
    }
}
