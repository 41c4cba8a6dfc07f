using Daybook.Embedded.Operations;
using Daybook.Operations;
using Daybook.Testing;
using Xunit;

namespace Daybook.Embedded.Tests.Operations;

/// <summary>The cases T-001 to T-007 of the founding plan.</summary>
public sealed class FoundingCasesTests : IDisposable
{
    private const string Id = OperationFixture.Id;

    private readonly TempDirectory directory = new();
    private readonly RecordingMirror mirror = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Log => directory.At(".daybook/operations", $"{Id}.jsonl");

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task T_001_a_record_stands_in_the_tracked_folder_under_its_id()
    {
        await using EmbeddedStore store = await OpenAsync();
        OperationChange started = await StartAsync(store);
        Assert.Equal($".daybook/operations/{Id}.jsonl", started.View.Path);
        Assert.Single(await File.ReadAllLinesAsync(Log, Cancellation));
    }

    [Fact]
    public async Task T_002_the_index_stands_beside_the_records_and_not_at_the_root()
    {
        await using EmbeddedStore store = await OpenAsync();
        await StartAsync(store);
        string row = Assert.Single(await File.ReadAllLinesAsync(directory.At(".daybook/operations", "ops-index.jsonl"), Cancellation));
        Assert.Contains(Id, row, StringComparison.Ordinal);
        Assert.False(File.Exists(directory.At("ops-index.jsonl")));
    }

    [Fact]
    public async Task T_003_the_end_of_an_operation_is_committed_with_its_profile_and_action()
    {
        await using EmbeddedStore store = await OpenAsync();
        await StartAsync(store);
        await store.Operations.CompleteAsync(Id, OperationFixture.Done, Cancellation);
        Assert.Equal(new MirrorRecord(Log, Id, "pedro", "generate"), Assert.Single(mirror.Commits));
    }

    [Fact]
    public async Task T_003_a_commit_that_fails_raises_nothing()
    {
        mirror.IsRefusing = true;
        await using EmbeddedStore store = await OpenAsync();
        await StartAsync(store);
        OperationChange closed = await store.Operations.CompleteAsync(Id, OperationFixture.Done, Cancellation);
        Assert.Equal(OperationStatus.Closed, closed.View.Operation.Status);
        Assert.Single(closed.Warnings);
    }

    [Fact]
    public async Task T_004_what_is_committed_comes_back_after_git_clean()
    {
        GitCommand.SkipUnlessInstalled();
        GitCommand.Must(directory.Path, "init", "--quiet");
        await using (EmbeddedStore store = await OpenAsync())
        {
            await StartAsync(store);
            await store.Operations.CompleteAsync(Id, OperationFixture.Done, Cancellation);
        }

        byte[] log = await File.ReadAllBytesAsync(Log, Cancellation);
        GitCommand.Must(directory.Path, "add", ".");
        Assert.Equal($".daybook/operations/{Id}.jsonl", GitCommand.Must(directory.Path, "diff", "--cached", "--name-only").Trim());
        GitCommand.Must(directory.Path, "commit", "--quiet", "--message", "op");
        Directory.Delete(directory.At(".daybook/operations"), recursive: true);
        GitCommand.Must(directory.Path, "clean", "-fdx", "--quiet");
        GitCommand.Must(directory.Path, "checkout", "--quiet", "--", ".daybook/operations");
        Assert.Equal(log, await File.ReadAllBytesAsync(Log, Cancellation));
        await using EmbeddedStore restored = await OpenAsync();
        Page<OperationView> page = await restored.Operations.ListAsync(new OperationQuery(), Cancellation);
        Assert.Equal((Id, OperationStatus.Closed), (Assert.Single(page.Items).Operation.InvocationId, page.Items[0].Operation.Status));
    }

    [Fact]
    public async Task T_005_an_operation_that_nobody_closed_is_never_committed()
    {
        await using EmbeddedStore store = await OpenAsync();
        await StartAsync(store);
        await store.Operations.LinkAsync(Id, new OperationLinks { Artifacts = ["a.md"] }, Cancellation);
        OperationChange other = await store.Operations.StartAsync(OperationFixture.New, Cancellation);
        await store.Operations.CompleteAsync(other.View.Operation.InvocationId, OperationFixture.Done, Cancellation);
        Assert.Equal([other.View.Operation.InvocationId], mirror.Commits.Select(record => record.OperationId));
        Assert.Equal(OperationDoctor.Orphan, Assert.Single(await store.OperationDoctor.FixAsync(TimeSpan.Zero, Cancellation)).Problem);
        Assert.Single(mirror.Commits);
    }

    [Fact]
    public async Task T_006_work_that_is_done_in_one_call_leaves_a_closed_record()
    {
        await using EmbeddedStore store = await OpenAsync();
        await store.Operations.DoAsync(
            OperationFixture.New with { Id = Id }, static (_, _) => Task.FromResult(OperationFixture.Done with { Evidence = "done" }), Cancellation);
        string[] lines = await File.ReadAllLinesAsync(Log, Cancellation);
        Assert.Equal(2, lines.Length);
        Assert.Contains("\"outcome\":\"done\"", lines[1], StringComparison.Ordinal);
        Assert.Single(mirror.Commits);
    }

    [Fact]
    public async Task T_007_mission_and_work_package_are_in_the_record_and_left_out_where_there_are_none()
    {
        await using EmbeddedStore store = await OpenAsync();
        await store.Operations.StartAsync(OperationFixture.New with { Id = Id, MissionId = "M1", WpId = "WP01" }, Cancellation);
        Assert.Contains("\"mission_id\":\"M1\",\"wp_id\":\"WP01\"", await File.ReadAllTextAsync(Log, Cancellation), StringComparison.Ordinal);
        string without = (await store.Operations.StartAsync(OperationFixture.New, Cancellation)).View.Path;
        string line = await File.ReadAllTextAsync(directory.At(without), Cancellation);
        Assert.DoesNotContain("mission_id", line, StringComparison.Ordinal);
        Assert.DoesNotContain("null", line, StringComparison.Ordinal);
    }

    private static Task<OperationChange> StartAsync(EmbeddedStore store) => store.Operations.StartAsync(OperationFixture.New with { Id = Id }, Cancellation);

    private async Task<EmbeddedStore> OpenAsync()
    {
        EmbeddedPorts ports = TestStores.RealPorts(ids: new RandomIdSource()) with { MirrorOf = _ => mirror };
        return await TestStores.OpenAsync(ports, TestStores.Create(ports, directory.Path).Path);
    }
}
