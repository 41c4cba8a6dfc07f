using Daybook.Backup;
using Daybook.Errors;
using Daybook.Tasks;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Backup.Transfer;

/// <summary>Tasks that leave one store and come into another.</summary>
public sealed class TaskTransferTests
{
    private const string First = "11111111-1111-4111-8111-111111111111";
    private const string Second = "22222222-2222-4222-8222-222222222222";
    private const string Third = "33333333-3333-4333-8333-333333333333";

    private readonly SimulatedFileSystem target = TestStores.NewDisk();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_line_that_would_close_a_circle_is_refused_with_the_way_around_it(bool isDryRun)
    {
        string[] lines = [Line(First, "pending", Second), Line(Second, "pending", Third)];

        ConflictException refused = await Assert.ThrowsAsync<ConflictException>(
            () => Transfers.ImportAsync(target, isDryRun, [.. lines, Line(Third, "pending", First)]));

        Assert.Contains($"{Third} -> {First} -> {Second} -> {Third}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(isDryRun ? 0 : 2, (await Transfers.ExportAsync(target)).Length);
    }

    [Fact]
    public async Task A_task_that_waits_for_itself_or_is_its_own_part_is_refused()
    {
        await Assert.ThrowsAsync<ConflictException>(() => Transfers.ImportAsync(target, Line(First, "pending", First)));
        await Transfers.ImportAsync(target, Line(First, "pending").Replace("\"priority\"", $"\"parent_id\":\"{Second}\",\"priority\"", StringComparison.Ordinal));
        await Assert.ThrowsAsync<ConflictException>(
            () => Transfers.ImportAsync(target, Line(Second, "pending").Replace("\"priority\"", $"\"parent_id\":\"{First}\",\"priority\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_finished_tasks_waited_for_closes_no_circle()
    {
        ImportedRecord[] imported = await Transfers.ImportAsync(target, Line(First, "completed", Second), Line(Second, "pending", First));

        Assert.All(imported, static one => Assert.Equal(ImportedRecord.Imported, one.Action));
    }

    [Theory]
    [InlineData("pending")]
    [InlineData("in_progress")]
    [InlineData("cancelled")]
    public async Task A_dependency_that_comes_later_and_is_not_completed_holds_up_the_one_before_it(string status)
    {
        await Transfers.ImportAsync(target, Line(First, "pending", Second));
        Assert.Empty((await GetAsync(First)).BlockedBy);

        await Transfers.ImportAsync(target, Line(Second, status));

        Assert.Equal([Second], (await GetAsync(First)).BlockedBy);
    }

    [Fact]
    public async Task A_dependency_that_comes_later_and_is_completed_holds_nobody_up()
    {
        await Transfers.ImportAsync(target, Line(First, "pending", Second).Replace("\"blocked_by\":[]", $"\"blocked_by\":[\"{Second}\"]", StringComparison.Ordinal));
        Assert.Equal([Second], (await GetAsync(First)).BlockedBy);

        await Transfers.ImportAsync(target, Line(Second, "completed"));

        Assert.Empty((await GetAsync(First)).BlockedBy);
    }

    [Theory]
    [InlineData("9")]
    [InlineData("-1")]
    [InlineData("99999999999")]
    public async Task A_priority_that_there_is_not_is_refused(string priority)
    {
        string line = Line(First, "pending").Replace("\"priority\":2", $"\"priority\":{priority}", StringComparison.Ordinal);

        InvalidInputException refused = await Assert.ThrowsAsync<InvalidInputException>(() => Transfers.ImportAsync(target, line));

        Assert.Contains("from 0, the most urgent, to 4", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await Transfers.ExportAsync(target));
    }

    [Fact]
    public async Task The_seal_of_a_stored_line_is_refused()
    {
        string line = Line(First, "pending").Replace("}}", ",\"crc32c\":\"00000000\"}}", StringComparison.Ordinal);

        await Assert.ThrowsAsync<InvalidInputException>(() => Transfers.ImportAsync(target, line));
    }

    private static string Line(string id, string status, params string[] dependsOn) =>
        $$$"""{"kind":"tasks","record":{"id":"{{{id}}}","name":"n","status":"{{{status}}}","priority":2,"tags":[],"depends_on":[{{{string.Join(',', dependsOn.Select(static on => $"\"{on}\""))}}}],"blocked_by":[],"created_at":"2026-11-01T11:00:00Z"}}""";

    private Task<TaskRecord> GetAsync(string id) => Transfers.DoAsync(target, store => store.Tasks.GetAsync(id, TestContext.Current.CancellationToken));
}
