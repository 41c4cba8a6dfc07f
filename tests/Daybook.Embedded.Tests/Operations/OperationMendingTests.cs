using System.Text;
using Daybook.Durability.FileSystem;
using Daybook.Embedded.Operations;
using Daybook.Operations;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Operations;

/// <summary>What doctor does about logs that other programs have written to: nothing is lost, and what it leaves is explained.</summary>
public sealed class OperationMendingTests
{
    private const string Id = OperationFixture.Id;
    private const string Log = OperationFixture.Folder + "/" + Id + ".jsonl";
    private const string Quarantine = TestStores.SimulatedFolder + "/quarantine";

    private readonly OperationFixture fixture = new();

    [Fact]
    public async Task A_byte_order_mark_hides_no_line_and_is_taken_off_without_loss()
    {
        await fixture.StartAsync(OperationFixture.New with { Id = Id });
        await fixture.CompleteAsync(Id);
        string sound = fixture.Disk.ReadText(Log);
        Plant(Log, "\uFEFF" + sound);
        OperationRecord read = (await fixture.GetAsync(Id)).Operation;
        Assert.Equal((true, "pedro", OperationStatus.Closed), (read.HasStart, read.ProfileId, read.Status));
        Assert.Equal("the file starts with a byte order mark", Assert.Single((await fixture.ListAsync()).Problems).Reason);
        Finding mark = Assert.Single(await fixture.ExamineAsync());
        Assert.Equal(("byte_order_mark", Finding.Warning, 1), (mark.Problem, mark.Severity, mark.Line));
        Assert.True(Assert.Single(await fixture.FixAsync()).Fixed);
        Assert.Equal(sound, fixture.Disk.ReadText(Log));
        string aside = $"{Quarantine}/{Assert.Single(fixture.Disk.List(Quarantine))}";
        Assert.Equal("\uFEFF" + sound, fixture.Disk.ReadText(aside));
        Assert.Equal(FilePermissions.PrivateFile, fixture.Disk.Stat(aside)?.Permissions);
        Assert.Empty(await fixture.ExamineAsync());
    }

    [Fact]
    public async Task A_young_log_in_an_adopted_folder_is_left_alone_and_it_is_said_for_how_long()
    {
        fixture.Adopt();
        string log = OperationFixture.LogOf(Id, OperationFixture.Adopted);
        await fixture.StartAsync(OperationFixture.New with { Id = Id });
        await fixture.CompleteAsync(Id);
        fixture.Disk.Now = fixture.Clock.GetUtcNow();
        Plant(log, fixture.Disk.ReadText(log) + "garbage\n");
        fixture.Clock.Advance(TimeSpan.FromMinutes(4));
        Finding young = Assert.Single(await fixture.FixAsync());
        Assert.Equal(("damaged_line", false), (young.Problem, young.Fixed));
        Assert.StartsWith("wait 6 min and run daybook doctor ops --fix again: it changed less than 10 min ago", young.Fix, StringComparison.Ordinal);
        fixture.Clock.Advance(TimeSpan.FromMinutes(6));
        Finding old = Assert.Single(await fixture.FixAsync());
        Assert.Equal((true, "daybook doctor ops --fix"), (old.Fixed, old.Fix));
        Assert.Empty(await fixture.ExamineAsync());
    }

    [Fact]
    public async Task A_link_in_place_of_the_index_is_named_and_not_drift_for_ever()
    {
        await fixture.StartAsync(OperationFixture.New with { Id = Id });
        await fixture.CompleteAsync(Id);
        fixture.Disk.Delete(OperationFixture.Folder + "/ops-index.jsonl");
        fixture.Disk.PlantSymbolicLink(OperationFixture.Folder + "/ops-index.jsonl", "/home/user/elsewhere");
        Finding link = Assert.Single(await fixture.FixAsync());
        Assert.Equal(("unsafe_file", ".daybook/operations/ops-index.jsonl", false), (link.Problem, link.Path, link.Fixed));
        Assert.Contains("remove what stands there", link.Fix, StringComparison.Ordinal);
        fixture.Disk.Delete(OperationFixture.Folder + "/ops-index.jsonl");
        Assert.Empty(await fixture.ExamineAsync());
    }

    [Fact]
    public async Task An_index_that_may_not_be_read_is_named_and_not_drift_for_ever()
    {
        await fixture.StartAsync(OperationFixture.New with { Id = Id });
        await fixture.CompleteAsync(Id);
        fixture.Disk.Inject(Fault.Fails(FileSystemError.Denied, DiskCall.Open) with { Path = OperationFixture.Folder + "/ops-index.jsonl", ForGood = true });
        Finding unreadable = Assert.Single(await fixture.FixAsync());
        Assert.Equal(("unreadable", ".daybook/operations/ops-index.jsonl", false), (unreadable.Problem, unreadable.Path, unreadable.Fixed));
    }

    [Theory]
    [InlineData("lifecycle.jsonl", "garbage\n", "")]
    [InlineData("lifecycle.jsonl", "", "{\"torn")]
    [InlineData("propagation-errors.jsonl", "\0\0\0\n", "[1]\n")]
    public async Task Garbage_beside_the_logs_is_told_with_its_line_and_quarantined(string name, string before, string after)
    {
        string path = $"{OperationFixture.Folder}/{name}";
        string sound = await WriteBesideLogsAsync(path);
        Plant(path, before + sound + after);
        IReadOnlyList<Finding> found = await fixture.ExamineAsync();
        Assert.All(found, finding => Assert.Equal(("damaged_line", $".daybook/operations/{name}", false), (finding.Problem, finding.Path, finding.Fixed)));
        Assert.Equal(before.Length > 0 ? 1 : 3, found[0].Line);
        Assert.All(await fixture.FixAsync(), static finding => Assert.True(finding.Fixed));
        Assert.Equal(sound, fixture.Disk.ReadText(path));
        Assert.Equal(before + sound + after, fixture.Disk.ReadText($"{Quarantine}/{Assert.Single(fixture.Disk.List(Quarantine))}"));
        Assert.Empty(await fixture.ExamineAsync());
    }

    [Fact]
    public async Task What_another_program_says_beside_the_logs_is_good_to_know_and_stays()
    {
        const string Path = OperationFixture.Folder + "/lifecycle.jsonl";
        string content = await WriteBesideLogsAsync(Path) + "{\"kind\":\"of their own\"}\n";
        Plant(Path, content);
        Finding foreign = Assert.Single(await fixture.FixAsync());
        Assert.Equal(("unreadable", Finding.Info, 3), (foreign.Problem, foreign.Severity, foreign.Line));
        Plant(Path, "garbage\n" + content);
        await fixture.FixAsync();
        Assert.Equal(content, fixture.Disk.ReadText(Path));
    }

    [Fact]
    public async Task A_link_beside_the_logs_hides_nothing_else_from_doctor()
    {
        await fixture.StartAsync(OperationFixture.New with { Id = Id });
        await fixture.CompleteAsync(Id);
        Plant(Log, fixture.Disk.ReadText(Log) + "garbage\n");
        fixture.Disk.PlantSymbolicLink(OperationFixture.Folder + "/lifecycle.jsonl", "/home/user/elsewhere");
        IReadOnlyList<Finding> found = await fixture.FixAsync();
        Assert.Equal([("unsafe_file", false), ("damaged_line", true)], found.Select(static finding => (finding.Problem, finding.Fixed)));
    }

    /// <summary>Has an operation leave two lines in each log beside its own.</summary>
    private async Task<string> WriteBesideLogsAsync(string path)
    {
        await fixture.StartAsync(OperationFixture.New with { Id = Id, MissionId = "mission-1" });
        await fixture.CompleteAsync(Id);
        if (!fixture.Disk.Exists(path))
        {
            Plant(path, string.Concat(Enumerable.Repeat($$"""{"invocation_id":"{{Id}}","event":"started","delivered":true,"at":""}""" + "\n", 2)));
        }

        return fixture.Disk.ReadText(path);
    }

    private void Plant(string path, string content) => fixture.Disk.PlantFile(path, Encoding.UTF8.GetBytes(content), FilesFor(path));

    private static UnixFileMode FilesFor(string path) =>
        path.EndsWith(Id + ".jsonl", StringComparison.Ordinal) ? OperationPlaces.LogPermissions : FilePermissions.PrivateFile;
}
