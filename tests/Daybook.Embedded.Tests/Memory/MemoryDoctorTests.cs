using System.Text;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Integrity;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Memory;

public sealed class MemoryDoctorTests
{
    private const string Log = DedupWindowTests.Log;
    private const string Quarantine = TestStores.SimulatedFolder + "/quarantine";

    private static readonly string Sound = DedupWindowTests.Line("sound", "a", 0);

    private readonly SimulatedFileSystem disk = TestStores.NewDisk();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What stands between two sound lines, what it is called, and what is left of it by a repair.</summary>
    public static readonly TheoryData<string, string, string> Faults = new()
    {
        { "null\n", "alien_line", "" },
        { "\0\0\0\n", "alien_line", "" },
        { "{\"id\":\"x\"\n", "alien_line", "" },
        { "\n", "blank_line", "" },
        { "{\"id\":\"x\"}\r\n", "carriage_return", "{\"id\":\"x\"}\n" },
        { new string('x', (1 << 20) + 1) + "\n", "long_line", "" },
    };

    [Fact]
    public async Task A_sound_store_has_no_findings()
    {
        disk.PlantFile(Log, Sound + "{\"type\":\"note\",\"timestamp\":1793000000}\n");
        int changes = disk.Changes;

        Assert.Empty(await ExamineAsync());
        Assert.Empty(await FixAsync());
        Assert.Equal(changes, disk.Changes);
    }

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task A_fault_is_found_with_its_line_mended_once_and_its_bytes_stand_aside(string line, string problem, string mended)
    {
        string content = Sound + line + Sound;
        disk.PlantFile(Log, content);

        Finding finding = Assert.Single(await ExamineAsync());
        Assert.Equal((problem, Log, 2L, false), (finding.Problem, finding.Path, finding.Line, finding.Fixed));
        Assert.Equal(content, disk.ReadText(Log));
        Assert.True(Assert.Single(await FixAsync()).Fixed);

        SimulatedFileSystem after = disk.AfterPowerLoss();
        Assert.Equal(Sound + mended + Sound, after.ReadText(Log));
        string aside = Assert.Single(after.List(Quarantine));
        Assert.Equal(content, after.ReadText($"{Quarantine}/{aside}"));
        Assert.Empty(await FixAsync());
        Assert.Single(disk.List(Quarantine));
    }

    [Theory]
    [InlineData("{\"id\":\"to", "torn_line", "")]
    [InlineData("{\"id\":\"whole\"}", "missing_newline", "{\"id\":\"whole\"}\n")]
    public async Task A_last_line_without_its_newline_is_told_by_whether_it_is_whole(string tail, string problem, string mended)
    {
        disk.PlantFile(Log, Sound + tail);

        Assert.Equal((problem, 2L), (Assert.Single(await ExamineAsync()).Problem, (await ExamineAsync())[0].Line));
        await FixAsync();

        Assert.Equal(Sound + mended, disk.ReadText(Log));
    }

    [Fact]
    public async Task An_altered_line_is_sealed_again_as_it_is_now()
    {
        disk.PlantFile(Log, Sound.Replace("\"a\"", "\"b\"", StringComparison.Ordinal));
        Assert.Equal("altered_line", Assert.Single(await ExamineAsync()).Problem);

        await FixAsync();

        Assert.Empty(await ExamineAsync());
        Assert.Equal(DedupWindowTests.Line("sound", "b", 0), disk.ReadText(Log));
    }

    [Theory]
    [InlineData("{\"id\": \"x\", \"score\": NaN", ", \"crc32c\": \"00000000\"", "}")]
    [InlineData("{\"id\":\"x\",\"score\":-Infinity", "", ",\"crc32c\":\"00000000\"}")]
    [InlineData("{\"id\":\"x\"", ",\"crc32c\":\"00000000\"", ",\"score\":[NaN,{\"crc32c\":\"}\\\"\"}]}")]
    public async Task An_altered_line_that_JSON_does_not_have_is_sealed_again_and_hides_nothing_from_the_repair(string before, string seal, string after)
    {
        disk.PlantFile(Log, before + seal + after + "\n" + Sound + "garbage\n");
        Assert.Equal(["altered_line", "alien_line"], (await ExamineAsync()).Select(finding => finding.Problem));

        Assert.All(await FixAsync(), finding => Assert.True(finding.Fixed));

        Assert.Empty(await ExamineAsync());
        string rest = after.Replace(",\"crc32c\":\"00000000\"}", "", StringComparison.Ordinal).TrimEnd('}');
        string[] lines = disk.ReadText(Log).Split('\n');
        Assert.StartsWith(before + rest, lines[0], StringComparison.Ordinal);
        Assert.Equal(SealState.Intact, SealedLine.Check(Encoding.UTF8.GetBytes(lines[0])));
        Assert.Equal([Sound.TrimEnd('\n'), ""], lines[1..]);
    }

    [Fact]
    public async Task A_byte_order_mark_goes_and_its_record_stays()
    {
        disk.PlantFile(Log, "\uFEFF" + Sound);
        Assert.Equal("byte_order_mark", Assert.Single(await ExamineAsync()).Problem);

        await FixAsync();

        Assert.Equal(Sound, disk.ReadText(Log));
    }

    [Fact]
    public async Task Of_a_badly_damaged_file_the_first_thousand_faults_are_listed_and_the_rest_counted()
    {
        disk.PlantFile(Log, string.Concat(Enumerable.Repeat("null\n", 1_500)) + Sound);

        IReadOnlyList<Finding> findings = await ExamineAsync();

        Assert.Equal(1_001, findings.Count);
        Assert.Contains("500", findings[^1].Meaning, StringComparison.Ordinal);
        Assert.All(await FixAsync(), finding => Assert.True(finding.Fixed));
        Assert.Equal(Sound, disk.ReadText(Log));
    }

    [Fact]
    public async Task Modes_that_let_others_in_are_found_and_taken_back()
    {
        disk.PlantFile(Log, Encoding.UTF8.GetBytes(Sound), FilePermissions.SharedFile);
        disk.SetPermissions(TestStores.SimulatedFolder + "/locks", FilePermissions.SharedDirectory);

        IReadOnlyList<Finding> findings = await FixAsync();

        Assert.Equal(
            [TestStores.SimulatedFolder + "/locks", Log],
            findings.Select(finding => finding.Path).Order(StringComparer.Ordinal));
        Assert.All(findings, finding => Assert.Equal(("wrong_mode", true), (finding.Problem, finding.Fixed)));
        Assert.Equal(FilePermissions.PrivateFile, disk.Stat(Log)?.Permissions);
        Assert.Equal(FilePermissions.PrivateDirectory, disk.Stat(TestStores.SimulatedFolder + "/locks")?.Permissions);
    }

    [Fact]
    public async Task A_temp_file_that_a_killed_process_left_is_removed()
    {
        string temp = TestStores.SimulatedFolder + "/.daybook.json.1.daybook-tmp";
        disk.PlantFile(temp, "half");

        Assert.Equal(("leftover_temp", temp, true), await OnlyFixAsync());
        Assert.False(disk.Exists(temp));
    }

    [Theory]
    [InlineData("nfs")]
    [InlineData("cifs")]
    [InlineData("9p")]
    public async Task A_file_system_whose_locks_cannot_be_trusted_is_named_and_cannot_be_mended(string type)
    {
        disk.TypeName = type;

        Assert.Equal(("untrusted_locks", TestStores.SimulatedFolder, false), await OnlyFixAsync());
        Assert.Contains(type, (await ExamineAsync())[0].Meaning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_symbolic_link_in_place_of_the_log_is_told_and_left()
    {
        disk.PlantFile("/elsewhere", "theirs");
        disk.PlantSymbolicLink(Log, "/elsewhere");

        Assert.Equal(("unsafe_file", Log, false), await OnlyFixAsync());
        Assert.Equal("theirs", disk.ReadText("/elsewhere"));
        Assert.Equal(FileKind.SymbolicLink, disk.Stat(Log)?.Kind);
    }

    private async Task<(string Problem, string Path, bool Fixed)> OnlyFixAsync()
    {
        Finding finding = Assert.Single(await FixAsync());
        return (finding.Problem, finding.Path, finding.Fixed);
    }

    private async Task<IReadOnlyList<Finding>> ExamineAsync()
    {
        await using EmbeddedStore store = await TestStores.OpenAsync(TestStores.SimulatedPorts(disk), TestStores.SimulatedFolder);
        return await store.MemoryDoctor.ExamineAsync(null, Cancellation);
    }

    private async Task<IReadOnlyList<Finding>> FixAsync()
    {
        await using EmbeddedStore store = await TestStores.OpenAsync(
            TestStores.SimulatedPorts(disk, ids: new RandomIdSource()), TestStores.SimulatedFolder);
        return await store.MemoryDoctor.FixAsync(null, Cancellation);
    }
}
