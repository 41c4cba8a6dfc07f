using System.Buffers;
using System.Text;
using System.Text.Json;
using Daybook.Durability.Integrity;
using Daybook.Durability.Logs;
using Daybook.Embedded.Backup;
using Daybook.Embedded.Memory;
using Daybook.Embedded.Operations;
using Daybook.Embedded.Runs;
using Daybook.Embedded.Tasks;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Tasks;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests;

/// <summary>Files that no program of ours wrote as they are: each is refused or read, and nothing else happens.</summary>
public sealed class HostileFilesTests
{
    private readonly SimulatedFileSystem disk = new();

    public HostileFilesTests() => disk.PlantDirectory("/w");

    [Fact]
    public void A_record_with_half_of_a_surrogate_pair_in_a_name_and_a_checksum_is_none()
    {
        byte[] line = """{"\udc00id":"a","type":"note","crc32c":"00000000","b":1}"""u8.ToArray();
        var faults = new List<string>();
        using LineReader reader = Reader(line);
        Assert.True(reader.Read(out LogLine read));
        Assert.Null(MemoryLine.Read(read, faults));
        Assert.Contains("half of a surrogate pair", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_whose_time_is_a_huge_number_is_read_without_it()
    {
        byte[] line = """{"id":"a","type":"note","timestamp":184467440737095516161000020}"""u8.ToArray();
        using LineReader reader = Reader(line);
        Assert.True(reader.Read(out LogLine read));
        Assert.Null(Assert.IsType<MemoryRecord>(MemoryLine.Read(read, [])).Timestamp);
    }

    [Fact]
    public void An_amendment_with_half_of_a_surrogate_pair_in_a_name_says_nothing()
    {
        byte[] line = """{"amendment":"forgotten","id":"a","b\udc00":1}"""u8.ToArray();
        using LineReader reader = Reader(line);
        Assert.True(reader.Read(out LogLine read));
        Assert.Null(AmendmentLine.Read(read, out bool isSound));
        Assert.False(isSound);
    }

    [Theory]
    [InlineData("""{"tasks":[""" + "\n\n]}")]
    [InlineData("""{"format":1,"journal":7,"offset":0,"seq":0,"summary":{},"sessions":[],"tasks":[""" + "\n\n]}")]
    [InlineData("""{"format":1.5,"journal":"a","offset":0,"seq":0,"summary":{},"sessions":{},"tasks":[""" + "\n\n]}")]
    [InlineData("""{"format":1,"journal":"a\ud800","offset":0,"seq":0,"summary":{},"sessions":[],"tasks":[""" + "\n\n]}")]
    [InlineData("""{"format":1,"journal":"a","offset":0,"seq":0,"summary":{},"sessions":[],"tasks":[""" + "\n}")]
    public void A_checkpoint_that_is_sealed_and_none_is_not_used(string json)
    {
        var line = new ArrayBufferWriter<byte>();
        SealedLine.Write(Encoding.UTF8.GetBytes(json), line);
        disk.PlantFile("/w/checkpoint.json", line.WrittenSpan.ToArray());
        Assert.Null(Checkpoint.Read(disk, "/w/checkpoint.json"));
        _ = CheckpointMark.Read(disk, "/w/checkpoint.json");
    }

    [Fact]
    public void A_pointer_of_git_with_a_NUL_in_it_leads_nowhere()
    {
        disk.PlantFile("/w/.git", "gitdir: /repo\0/x\n");
        Assert.Null(GitLayout.Discover(disk, "/w"));
    }

    [Fact]
    public void A_text_of_several_lines_at_the_end_of_a_run_is_rewritten_as_it_was()
    {
        byte[] content = "run_id: run-1\npid: 0\npgid: 0\nstatus: unknown\nnote: >-\n  text\n"u8.ToArray();
        var entry = new RunEntry(new TaskFolder("p", "t", "/runs"), "run-1");
        RunDocument read = RunDocument.Parse(content, entry);
        Assert.EndsWith("note: >-\n  text\n", Encoding.UTF8.GetString(read.Encode(read.Record, RunShape.Own)), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_of_memory_that_are_no_text_are_kept_when_others_are_written()
    {
        byte[] content = [.. "{\"format\":1,\"store_id\":\"a\",\"created_at\":\"2026-11-01T12:00:00Z\",\"memory\":{\"x"u8, 0xA1, .. "\":1}}"u8];
        disk.PlantFile("/w/daybook.json", content);
        StoreFile file = StoreFile.Read(disk, "/w");
        Assert.True(file.Encode().AsSpan().IndexOf((ReadOnlySpan<byte>)[(byte)'x', 0xA1]) > 0);
    }

    [Fact]
    public void A_setting_of_memory_with_half_of_a_surrogate_pair_in_its_name_is_none()
    {
        var faults = new List<DaybookException>();
        _ = MemoryBlock.Read("/w/daybook.json", """{"memory":{"\ud800enabled":true}}"""u8, faults);
        Assert.Single(faults);
    }

    [Fact]
    public void A_field_of_a_run_without_a_name_is_refused_with_its_line()
    {
        var entry = new RunEntry(new TaskFolder("p", "t", "/runs"), "run-1");
        YamlFault fault = Assert.Throws<YamlFault>(() => RunDocument.Parse("pid: 1\n\u0085: 2\n"u8, entry));
        Assert.Equal(2, fault.Line);
    }

    [Theory]
    [InlineData("""{"files_modified":[],"decisions":[]}""", "")]
    [InlineData("""{"files_modified":"a.cs","decisions":[1],"mood":"good"}""", "mood,files_modified_found,decisions_found")]
    public void A_context_of_the_founding_system_has_each_name_once(string context, string expected)
    {
        JsonElement document = JsonElement.Parse(Encoding.UTF8.GetBytes($$$"""{"current_task":{"name":"a","context":{{{context}}}}}"""));
        TaskRecord task = Assert.Single(new FoundingTasks(document, DateTimeOffset.UnixEpoch).Tasks());
        Assert.Equal(expected, string.Join(',', task.Context.Values.Keys));
    }

    [Fact]
    public void A_founding_task_that_ended_in_the_first_year_did_not_begin_before_it()
    {
        JsonElement document = JsonElement.Parse("""{"completed_tasks":[{"name":"a","completed_at":"0001-01-01T00:00:00Z","duration_seconds":999999999}]}"""u8);
        Assert.Equal(DateTimeOffset.MinValue, Assert.Single(new FoundingTasks(document, DateTimeOffset.UnixEpoch).Tasks()).StartedAt);
    }

    [Fact]
    public void A_manifest_of_more_bytes_than_can_be_counted_is_refused()
    {
        string file = $"\"length\":9223372036854775807,\"sha256\":\"{new string('0', 64)}\"";
        string json = $$"""{"format":1,"store_id":"a","created_at":"2026-11-01T12:00:00Z","records":{},"files":[{"path":"a",{{file}}},{"path":"b",{{file}}}]}""";
        Assert.Throws<InvalidDataException>(() => ArchiveManifest.Parse(Encoding.UTF8.GetBytes(json), "/archive"));
    }

    [Fact]
    public void A_note_of_a_delivery_with_half_of_a_surrogate_pair_in_a_name_is_none() =>
        Assert.Throws<JsonException>(() => DeliveryNote.Read("""{"invocation_id":"a","event":"started","delive\ud800red":true}"""u8));

    [Theory]
    [InlineData("""{"kind":"task","record":{"id":"a","na\udc00me":"b"}}""")]
    [InlineData("""{"kind":"\ud800","record":{}}""")]
    public async Task A_line_to_import_whose_texts_are_none_is_refused(string line)
    {
        using var scope = new EmbeddedStoreScope(TestStores.NewDisk());
        await Assert.ThrowsAsync<InvalidInputException>(
            () => scope.Store.CreateTransfer().ImportAsync(Encoding.UTF8.GetBytes(line), isDryRun: true, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_line_behind_a_byte_order_mark_may_be_a_record_wherever_it_stands() =>
        Assert.True(LineShape.MayBeObject([0xEF, 0xBB, 0xBF, .. "{\"type\":\"note\"}"u8]));

    private static LineReader Reader(byte[] line) => new(new MemoryStream([.. line, (byte)'\n']), line.Length + 1);
}
