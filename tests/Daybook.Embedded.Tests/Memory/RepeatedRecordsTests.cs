using Daybook.Embedded.Memory;
using Daybook.Memory;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Memory;

public sealed class RepeatedRecordsTests(ITestOutputHelper output)
{
    private const string Log = DedupWindowTests.Log;

    private static readonly string One = DedupWindowTests.Line("id-1", "one", 0);
    private static readonly string Two = DedupWindowTests.Line("id-2", "two", 0);
    private static readonly string Other = DedupWindowTests.Line("id-1", "another", 0);

    private readonly SimulatedFileSystem disk = TrackedDisk();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_stands_twice_in_a_tracked_log_is_read_once_in_its_first_place()
    {
        disk.PlantFile(Log, One + Two + One + Two + One);

        Assert.Equal("read: one two; listed: two one; found: one two; counted: 2; problems: 0", await ReadAsync());
    }

    [Fact]
    public async Task In_a_log_that_git_does_not_merge_every_line_counts()
    {
        SimulatedFileSystem untracked = TestStores.NewDisk();
        untracked.PlantFile(Log, One + One);
        await using EmbeddedStore store = await TestStores.OpenAsync(TestStores.SimulatedPorts(untracked), TestStores.SimulatedFolder);

        Assert.Equal(2, (await store.Memory.GetStatusAsync(Cancellation)).Records);
    }

    [Fact]
    public async Task Of_two_records_with_one_id_the_first_is_read_and_the_other_reported()
    {
        disk.PlantFile(Log, One + Two + Other + One);
        await using EmbeddedStore store = await TestStores.OpenAsync(TestStores.SimulatedPorts(disk), TestStores.SimulatedFolder);

        Page<MemoryRecord> page = await store.Memory.ListAsync(new MemoryListing(), Cancellation);

        Assert.Equal(["two", "one"], page.Items.Select(item => item.Fingerprint));
        Problem problem = Assert.Single(page.Problems);
        Assert.Equal((Log, (long?)(One.Length + Two.Length)), (problem.Path, problem.Offset));
        Assert.Contains("id-1", problem.Reason, StringComparison.Ordinal);
        Assert.Equal("one", (await store.Memory.GetAsync("id-1", Cancellation)).Fingerprint);

        Finding finding = Assert.Single(await store.MemoryDoctor.FixAsync(null, Cancellation));
        Assert.Equal(("conflicting_id", 3L, false), (finding.Problem, finding.Line, finding.Fixed));
    }

    [Fact]
    public async Task A_copy_is_known_however_it_is_written()
    {
        const string Foreign = """{"type": "incident", "fingerprint": "one", "recorded_at": "2026-11-01T12:00:00Z", "id": "id-1"}""" + "\n";
        const string Escaped = """{"id":"\u0069d-1","type":"incident","fingerprint":"one","recorded_at":"2026-11-02T12:00:00Z"}""" + "\n";
        disk.PlantFile(Log, Foreign + One + Escaped);

        Assert.Equal("read: one; listed: one; found: one; counted: 1; problems: 0", await ReadAsync());
    }

    [Fact]
    public async Task Damaged_lines_and_lines_without_an_id_are_nobodys_copies()
    {
        const string Nameless = """{"type":"incident","fingerprint":"x","recorded_at":"2026-11-01T12:00:00Z"}""" + "\n";
        disk.PlantFile(Log, Nameless + Nameless + "{\"id\":\"id-1\"\n\n" + "{\"id\":7}\n" + One + "{\"id\":\"id-1\",\"ty");

        Assert.Equal("read: x x - one; listed: one - x x; found: one x x; counted: 4; problems: 5", await ReadAsync());
    }

    [Fact]
    public async Task Pages_of_any_size_show_each_record_once_as_a_naive_reader_would()
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (int round = 0; round < 20; round++)
        {
            int[] ids = [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(15))];
            disk.PlantFile(Log, string.Concat(ids.Select(id => DedupWindowTests.Line($"id-{id}", $"{id}", 0))));
            await using EmbeddedStore store = await TestStores.OpenAsync(TestStores.SimulatedPorts(disk), TestStores.SimulatedFolder);
            var listing = new MemoryListing { Limit = random.Next(1, 5) };
            List<string?> listed = [];
            Page<MemoryRecord> page;
            do
            {
                page = await store.Memory.ListAsync(listing, Cancellation);
                listed.AddRange(page.Items.Select(item => item.Fingerprint));
                listing = listing with { Cursor = page.NextCursor };
            }
            while (page.NextCursor is not null);

            Assert.Equal(ids.Distinct().Reverse().Select(id => $"{id}"), listed);
        }
    }

    [Fact]
    public void The_sketch_misses_no_repeated_id_and_suspects_few_others()
    {
        const int Ids = 200_000;
        var sketch = new IdSketch(Ids * 400L);
        for (int number = 0; number < Ids; number++)
        {
            sketch.Add(HashOf(number));
        }

        Assert.InRange(sketch.Suspects.Count, 0, Ids / 200);
        for (int number = 0; number < Ids; number += 1_000)
        {
            sketch.Add(HashOf(number));
            Assert.Contains(HashOf(number), sketch.Suspects);
        }
    }

    private static ulong HashOf(int number) =>
        LineId.HashOf(System.Text.Encoding.UTF8.GetBytes($$"""{"id":"5f1d7a52-3c0e-4d3b-9a44-{{number:x12}}","type":"note"}""")) ?? 0;

    private static SimulatedFileSystem TrackedDisk()
    {
        SimulatedFileSystem disk = TestStores.NewDisk();
        disk.PlantFile("/home/user/project/.git/HEAD", "ref: refs/heads/main\n");
        TestStores.Create(TestStores.SimulatedPorts(disk), "/home/user/project", new InitOptions { Track = ["memory"] });
        return disk;
    }

    private async Task<string> ReadAsync()
    {
        await using EmbeddedStore store = await TestStores.OpenAsync(TestStores.SimulatedPorts(disk), TestStores.SimulatedFolder);
        List<MemoryRecord> read = [];
        await foreach (MemoryRecord record in store.Memory.ReadAsync(new ProblemList(), Cancellation))
        {
            read.Add(record);
        }

        Page<MemoryRecord> listed = await store.Memory.ListAsync(new MemoryListing(), Cancellation);
        Page<MemoryRecord> found = await store.Memory.QueryAsync(new MemoryQuery { Text = "incident", Limit = 50 }, Cancellation);
        MemoryStatus status = await store.Memory.GetStatusAsync(Cancellation);
        return $"read: {Words(read)}; listed: {Words(listed.Items)}; found: {Words(found.Items.OrderBy(item => item.Fingerprint))}; "
            + $"counted: {status.Records}; problems: {status.Problems}";
    }

    private static string Words(IEnumerable<MemoryRecord> records) => string.Join(' ', records.Select(record => record.Fingerprint ?? "-"));
}
