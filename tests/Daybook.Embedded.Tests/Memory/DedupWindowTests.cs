using System.Globalization;
using System.Text;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Integrity;
using Daybook.Memory;
using Daybook.Testing;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Memory;

/// <summary>Which records keep a new one out, through the store, and how little is read to know.</summary>
public sealed class DedupWindowTests
{
    internal const string Log = TestStores.SimulatedFolder + "/memory/memory.jsonl";
    private const int OlderRecordsMaximum = 1_000;

    private readonly ManualClock clock = new();
    private readonly SimulatedFileSystem disk = TestStores.NewDisk();
    private readonly SimulatedClock simulated = new();
    private readonly SequentialIds ids = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OlderRecordsMaximum - 1, true)]
    [InlineData(OlderRecordsMaximum, false)]
    public async Task A_thousand_older_records_in_a_row_end_the_search(int older, bool isFound)
    {
        IEnumerable<string> olderLines = Enumerable.Range(0, older).Select(index => Line($"old-{index}", $"old-{index}", -30));
        disk.PlantFile(Log, Line("recent", "pool", 0) + string.Concat(olderLines));
        await using EmbeddedStore store = await OpenAsync();

        Assert.Equal(isFound, await AddAsync(store, "pool") is MemoryAddResult.Duplicate { ExistingId: "recent" });
    }

    [Fact]
    public async Task A_recent_record_among_older_ones_begins_the_count_anew()
    {
        string older = string.Concat(Enumerable.Range(0, 900).Select(index => Line($"old-{index}", "old", -30)));
        disk.PlantFile(Log, Line("first", "pool", 0) + older + Line("second", "leak", 0) + older);
        await using EmbeddedStore store = await OpenAsync();

        Assert.IsType<MemoryAddResult.Duplicate>(await AddAsync(store, "pool"));
    }

    [Fact]
    public async Task A_warm_process_reads_only_what_was_appended_since()
    {
        disk.PlantFile(Log, string.Concat(Enumerable.Range(0, 5_000).Select(index => Line($"old-{index}", $"f-{index}", 0))));
        await using EmbeddedStore store = await OpenAsync();
        await AddAsync(store, "first");
        int reads = disk.CallsOf(DiskCall.Read);
        await AddAsync(store, "second");
        int warm = disk.CallsOf(DiskCall.Read) - reads;

        await using EmbeddedStore other = await OpenAsync();
        await AddAsync(other, "third");
        reads = disk.CallsOf(DiskCall.Read);
        Assert.IsType<MemoryAddResult.Duplicate>(await AddAsync(store, "third"));

        Assert.InRange(warm, 0, 8);
        Assert.InRange(disk.CallsOf(DiskCall.Read) - reads, 1, 12);
    }

    [Fact]
    public async Task Another_processs_records_keep_ours_out_and_ours_theirs()
    {
        await using EmbeddedStore one = await OpenAsync();
        await using EmbeddedStore other = await OpenAsync();

        Assert.IsType<MemoryAddResult.Added>(await AddAsync(one, "a"));
        Assert.IsType<MemoryAddResult.Duplicate>(await AddAsync(other, "a"));
        Assert.IsType<MemoryAddResult.Added>(await AddAsync(other, "b"));
        Assert.IsType<MemoryAddResult.Duplicate>(await AddAsync(one, "b"));
    }

    [Fact]
    public async Task A_file_that_was_replaced_is_read_anew()
    {
        await using EmbeddedStore store = await OpenAsync();
        await AddAsync(store, "a");
        disk.PlantFile("/replacement", Line("theirs", "b", 0) + Line("more", "c", 0));
        disk.Rename("/replacement", Log);

        Assert.IsType<MemoryAddResult.Duplicate>(await AddAsync(store, "b"));
        Assert.IsType<MemoryAddResult.Added>(await AddAsync(store, "a"));
    }

    [Fact]
    public async Task A_file_that_was_cut_is_read_anew()
    {
        await using EmbeddedStore store = await OpenAsync();
        await AddAsync(store, "a");
        await AddAsync(store, "b");
        using (IFile file = disk.Open(Log, OpenMode.ReadWrite))
        {
            file.Truncate(disk.ReadText(Log).IndexOf('\n', StringComparison.Ordinal) + 1);
        }

        Assert.IsType<MemoryAddResult.Duplicate>(await AddAsync(store, "a"));
        Assert.IsType<MemoryAddResult.Added>(await AddAsync(store, "b"));
    }

    [Fact]
    public async Task A_clock_that_steps_back_ten_days_keeps_out_only_what_is_near_it()
    {
        await using EmbeddedStore store = await OpenAsync();
        await AddAsync(store, "a");
        clock.Advance(TimeSpan.FromDays(-10));

        Assert.IsType<MemoryAddResult.Added>(await AddAsync(store, "a"));
        Assert.IsType<MemoryAddResult.Duplicate>(await AddAsync(store, "a"));
        clock.Advance(TimeSpan.FromDays(10));
        Assert.IsType<MemoryAddResult.Duplicate>(await AddAsync(store, "a"));
    }

    [Fact]
    public async Task Records_of_a_clock_that_is_ahead_push_no_recent_one_out()
    {
        await using EmbeddedStore store = await OpenAsync();
        clock.Advance(TimeSpan.FromHours(-10));
        await AddAsync(store, "early");
        clock.Advance(TimeSpan.FromHours(10));
        AppendText(string.Concat(Enumerable.Range(0, 3_000).Select(index => Line($"ahead-{index}", $"ahead-{index}", 23.0 / 24))));

        Assert.IsType<MemoryAddResult.Added>(await AddAsync(store, "now"));
        Assert.IsType<MemoryAddResult.Duplicate>(await AddAsync(store, "early"));
    }

    internal static string Line(string id, string fingerprint, double days)
    {
        DateTimeOffset time = new ManualClock().GetUtcNow().AddDays(days);
        string at = time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        string json = $$"""{"id":"{{id}}","type":"incident","fingerprint":"{{fingerprint}}","recorded_at":"{{at}}"}""";
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        SealedLine.Write(Encoding.UTF8.GetBytes(json), output);
        return Encoding.UTF8.GetString(output.WrittenSpan) + "\n";
    }

    internal static MemoryRecord Record(string fingerprint) => new() { Type = "incident", Fingerprint = fingerprint };

    private static Task<MemoryAddResult> AddAsync(EmbeddedStore store, string fingerprint) => store.Memory.AddAsync(Record(fingerprint), Cancellation);

    private Task<EmbeddedStore> OpenAsync() =>
        TestStores.OpenAsync(new EmbeddedPorts(disk, simulated, clock, ids), TestStores.SimulatedFolder);

    private void AppendText(string text)
    {
        using IFile file = disk.Open(Log, OpenMode.Append);
        file.WriteFully(Encoding.UTF8.GetBytes(text), 0);
    }
}
